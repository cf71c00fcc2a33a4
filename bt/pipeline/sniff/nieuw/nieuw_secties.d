bt/pipeline/sniff/nieuw/nieuw_secties.o: \
 pipeline/sniff/nieuw/nieuw_secties.c pipeline/sniff/nieuw/nieuw.h \
 pipeline/reading/ledger.h pipeline/base/sha256.h pipeline/base/error.h \
 pipeline/format/stream.h pipeline/format/packing.h \
 pipeline/base/memory.h pipeline/base/text.h pipeline/reading/findings.h \
 pipeline/base/money.h pipeline/reading/key_lines.h \
 pipeline/settings/plan/plan.h pipeline/settings/indicator/indicator.h \
 pipeline/base/date.h pipeline/format/notation.h pipeline/base/decimal.h \
 pipeline/settings/profile/profile.h pipeline/format/amount.h \
 pipeline/settings/rule.h pipeline/settings/sectie.h \
 pipeline/settings/mapping/mapping.h \
 pipeline/settings/plan/rechtmatigheid.h pipeline/settings/plan/tabel.h \
 pipeline/settings/plan/indeling.h pipeline/settings/stand.h \
 pipeline/sniff/sniff_draft.h pipeline/sniff/sniff_shape.h \
 pipeline/sniff/sniff_bytes.h pipeline/sniff/sniff_column.h \
 pipeline/base/memo.h pipeline/sniff/sniff_records.h \
 pipeline/format/csv.h pipeline/sniff/sniff_value.h \
 pipeline/sniff/sniff_words.h pipeline/base/path.h \
 pipeline/base/text_list.h
pipeline/sniff/nieuw/nieuw.h:
pipeline/reading/ledger.h:
pipeline/base/sha256.h:
pipeline/base/error.h:
pipeline/format/stream.h:
pipeline/format/packing.h:
pipeline/base/memory.h:
pipeline/base/text.h:
pipeline/reading/findings.h:
pipeline/base/money.h:
pipeline/reading/key_lines.h:
pipeline/settings/plan/plan.h:
pipeline/settings/indicator/indicator.h:
pipeline/base/date.h:
pipeline/format/notation.h:
pipeline/base/decimal.h:
pipeline/settings/profile/profile.h:
pipeline/format/amount.h:
pipeline/settings/rule.h:
pipeline/settings/sectie.h:
pipeline/settings/mapping/mapping.h:
pipeline/settings/plan/rechtmatigheid.h:
pipeline/settings/plan/tabel.h:
pipeline/settings/plan/indeling.h:
pipeline/settings/stand.h:
pipeline/sniff/sniff_draft.h:
pipeline/sniff/sniff_shape.h:
pipeline/sniff/sniff_bytes.h:
pipeline/sniff/sniff_column.h:
pipeline/base/memo.h:
pipeline/sniff/sniff_records.h:
pipeline/format/csv.h:
pipeline/sniff/sniff_value.h:
pipeline/sniff/sniff_words.h:
pipeline/base/path.h:
pipeline/base/text_list.h:
