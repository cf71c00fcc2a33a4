#include "stages/write_xlsx/writer.h"

#include <string.h>

#define FONT        "Arial"
#define FONT_POINTS 10
#define INK         0x1F2933
#define MUTED       0x5F6B76 /* still 5.5 : 1 on white */
#define HEADER_FILL 0xDCE6F0
#define TOTAL_FILL  0xF3F6F9
#define EDIT_FILL   0xFFF8DC
#define LINK        0x0B5394
#define GOOD        0x1E6B3A
#define BAD         0xA32A14
#define LINE        0xC5CED6
#define LINE_STRONG 0x52606D

static const struct {
    double size;
    lxw_color_t color;
    lxw_color_t fill; /* 0 = none */
    lxw_color_t line; /* of the borders */
    uint8_t top, bottom;
    uint8_t vertical;
    bool bold;
} appearances[LOOK_COUNT] = {
    [LOOK_TITLE] = {14, INK, 0, 0, 0, 0, LXW_ALIGN_VERTICAL_CENTER, true},
    [LOOK_INTRO] = {9, MUTED, 0, 0, 0, 0, LXW_ALIGN_VERTICAL_CENTER, false},
    [LOOK_HEADER] = {FONT_POINTS, INK, HEADER_FILL, LINE_STRONG, LXW_BORDER_THIN, LXW_BORDER_MEDIUM,
                     LXW_ALIGN_VERTICAL_BOTTOM, true},
    [LOOK_DATA] = {FONT_POINTS, INK, 0, LINE, 0, LXW_BORDER_HAIR, LXW_ALIGN_VERTICAL_CENTER, false},
    [LOOK_TOTAL] = {FONT_POINTS, INK, 0, LINE_STRONG, LXW_BORDER_THIN, LXW_BORDER_THIN,
                    LXW_ALIGN_VERTICAL_CENTER, true},
    [LOOK_SALDO] = {FONT_POINTS, INK, TOTAL_FILL, LINE_STRONG, LXW_BORDER_THIN, LXW_BORDER_MEDIUM,
                    LXW_ALIGN_VERTICAL_CENTER, true},
    [LOOK_NOTE] = {FONT_POINTS, INK, 0, 0, 0, 0, LXW_ALIGN_VERTICAL_CENTER, false},
};

static const struct {
    bool right;
    bool indented; /* to the right only: LibreOffice forgets the indent of a number */
    bool muted;
} contents[] = {
    [CONTENT_TEXT] = {false, false, false},
    [CONTENT_BESIDE] = {false, true, false},
    [CONTENT_REPEATED] = {false, false, true},
    [CONTENT_NUMBER] = {true, false, false},
};

struct made_format {
    struct style style;
    lxw_format *format;
};

static lxw_format *format_new(lxw_workbook *book, struct style style)
{
    lxw_format *format = workbook_add_format(book);
    format_set_font_name(format, FONT);
    format_set_font_size(format, appearances[style.look].size);
    format_set_font_color(format,
                          contents[style.content].muted ? MUTED : appearances[style.look].color);
    if (appearances[style.look].bold)
        format_set_bold(format);
    if (appearances[style.look].fill)
        format_set_bg_color(format, appearances[style.look].fill);
    format_set_top(format, appearances[style.look].top);
    format_set_bottom(format, appearances[style.look].bottom);
    format_set_top_color(format, appearances[style.look].line);
    format_set_bottom_color(format, appearances[style.look].line);
    format_set_align(format,
                     style.tall ? LXW_ALIGN_VERTICAL_TOP : appearances[style.look].vertical);
    format_set_align(format, contents[style.content].right ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
    format_set_num_format(format, style.number_format);
    if (style.tone != EFFECT_NONE)
        format_set_font_color(format, style.tone == EFFECT_VOORDEEL ? GOOD : BAD);
    if (style.linked) {
        format_set_font_color(format, LINK);
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    }
    if (style.wrapped)
        format_set_text_wrap(format);
    if (contents[style.content].indented)
        format_set_indent(format, 1);
    if (style.editable) {
        format_set_bg_color(format, EDIT_FILL);
        format_set_border(format, LXW_BORDER_THIN);
        format_set_border_color(format, LINE);
        format_set_unlocked(format);
    }
    return format;
}

static bool same_style(const struct style *a, const struct style *b)
{
    return a->look == b->look && a->content == b->content && a->tone == b->tone &&
           a->wrapped == b->wrapped && a->editable == b->editable && a->linked == b->linked &&
           a->tall == b->tall && strcmp(a->number_format, b->number_format) == 0;
}

lxw_format *looks_format(struct looks *looks, struct style style)
{
    if (!style.number_format)
        style.number_format = "@";
    for (size_t i = 0; i < looks->n; i++)
        if (same_style(&looks->items[i].style, &style))
            return looks->items[i].format;
    *arena_add(looks->arena, looks->items, looks->n) =
        (struct made_format){style, format_new(looks->book, style)};
    return looks->items[looks->n - 1].format;
}

void looks_set_default(lxw_workbook *book)
{
    lxw_format *first = STAILQ_FIRST(book->formats);
    format_set_font_name(first, FONT);
    format_set_font_size(first, FONT_POINTS);
}
