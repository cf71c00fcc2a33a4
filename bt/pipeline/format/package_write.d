bt/pipeline/format/package_write.o: pipeline/format/package_write.c \
 pipeline/format/package.h pipeline/base/error.h pipeline/base/memory.h \
 pipeline/base/text.h pipeline/base/held.h pipeline/format/zip.h \
 /usr/include/minizip/zip.h /usr/include/minizip/ioapi.h
pipeline/format/package.h:
pipeline/base/error.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/base/held.h:
pipeline/format/zip.h:
/usr/include/minizip/zip.h:
/usr/include/minizip/ioapi.h:
