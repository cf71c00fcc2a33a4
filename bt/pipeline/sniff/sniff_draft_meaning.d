bt/pipeline/sniff/sniff_draft_meaning.o: \
 pipeline/sniff/sniff_draft_meaning.c pipeline/base/path.h \
 pipeline/base/memory.h pipeline/base/text_list.h \
 pipeline/sniff/sniff_draft.h pipeline/sniff/sniff_shape.h \
 pipeline/sniff/sniff_bytes.h pipeline/base/error.h pipeline/base/text.h \
 pipeline/sniff/sniff_column.h pipeline/base/memo.h \
 pipeline/settings/profile/profile.h pipeline/base/date.h \
 pipeline/base/money.h pipeline/format/amount.h pipeline/format/packing.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/sniff/sniff_records.h pipeline/format/csv.h \
 pipeline/base/decimal.h pipeline/sniff/sniff_value.h \
 pipeline/sniff/sniff_words.h
pipeline/base/path.h:
pipeline/base/memory.h:
pipeline/base/text_list.h:
pipeline/sniff/sniff_draft.h:
pipeline/sniff/sniff_shape.h:
pipeline/sniff/sniff_bytes.h:
pipeline/base/error.h:
pipeline/base/text.h:
pipeline/sniff/sniff_column.h:
pipeline/base/memo.h:
pipeline/settings/profile/profile.h:
pipeline/base/date.h:
pipeline/base/money.h:
pipeline/format/amount.h:
pipeline/format/packing.h:
pipeline/settings/rule.h:
pipeline/settings/sectie.h:
pipeline/sniff/sniff_records.h:
pipeline/format/csv.h:
pipeline/base/decimal.h:
pipeline/sniff/sniff_value.h:
pipeline/sniff/sniff_words.h:
