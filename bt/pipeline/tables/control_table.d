bt/pipeline/tables/control_table.o: pipeline/tables/control_table.c \
 pipeline/tables/control.h pipeline/base/memory.h pipeline/base/money.h \
 pipeline/base/text.h pipeline/base/text_list.h
pipeline/tables/control.h:
pipeline/base/memory.h:
pipeline/base/money.h:
pipeline/base/text.h:
pipeline/base/text_list.h:
