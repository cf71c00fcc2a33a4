#include "stages/write_xlsx/writer.h"

#define CHART_WIDTH      960 /* pixels */
#define ROW_PIXELS       20  /* of a row without a height of its own */
#define BAR_PIXELS       22
#define AROUND_PIXELS    130 /* title, legend and axis */
#define PLAIN_PIXELS     400
#define PIXELS_MAX       1200
#define LANES            2 /* of charts beside a table */
#define LANE_COLUMNS     7
#define LANE_ROWS        12
#define COLUMN_PIXELS    64
#define PAGE_POINTS_WIDE 770.0 /* of A4 lying, within the margins */
#define PAGE_POINTS_HIGH 500.0
#define POINTS_PER_PIXEL 0.75
#define FONT_MARGIN      80 /* per cent: without Arial columns are wider */
#define DIGIT_PIXELS     7
#define DEFAULT_WIDTH    480.0 /* of the library, before scaling */
#define DEFAULT_HEIGHT   288.0

/* Seen apart without colour, too: lines by their dashes, bars by how dark they are. */
static const struct {
    lxw_color_t color;
    uint8_t dash;
    bool hidden;
    bool lone; /* points without a line */
} paints[CHART_ROLES] = {
    [CHART_BEFORE] = {.color = 0xB7C7D9},
    [CHART_ACTUAL] = {.color = 0x1F4E79},
    [CHART_OTHER] = {.color = 0x7F9DB9},
    [CHART_BASE] = {.hidden = true},
    [CHART_LEVEL] = {.color = 0x52606D},
    [CHART_VOORDEEL] = {.color = 0x3A8F5C},
    [CHART_NADEEL] = {.color = 0xB5472F},
    [CHART_TARGET] = {.color = 0xB5472F, .dash = LXW_CHART_LINE_DASH_DASH},
    [CHART_REFERENCE] = {.color = 0x7A6A00, .dash = LXW_CHART_LINE_DASH_ROUND_DOT},
};

static const uint8_t types[] = {
    [CHART_BARS] = LXW_CHART_BAR,
    [CHART_STEPS] = LXW_CHART_COLUMN_STACKED,
    [CHART_LINES] = LXW_CHART_LINE,
};

static int height_of(const struct chart *chart)
{
    int n_bars = (int)((chart->last - chart->first + 1) * chart->n_series);
    int height = chart->kind == CHART_BARS ? n_bars * BAR_PIXELS + AROUND_PIXELS : PLAIN_PIXELS;
    return height < PIXELS_MAX ? height : PIXELS_MAX;
}

static size_t rows_of(const struct chart *chart)
{
    return (size_t)(height_of(chart) / ROW_PIXELS) + 2;
}

/* Where a chart beside the table stands: beside each other, at the rows of the first of them, or
 * lower where others still stand. *band is the row of the chart before it, and becomes its own. */
static void take_band(const struct table *table, size_t i, size_t *band)
{
    size_t free = i ? *band + LANE_ROWS : 0;
    if (i % LANES == 0)
        *band = table->charts[i].first > free ? table->charts[i].first : free;
}

static struct charts_room room_beside(const struct sheet *plan)
{
    struct charts_room room = {.beside = true};
    for (size_t i = 0; i < plan->table->n_charts; i++)
        take_band(plan->table, i, &room.n_rows);
    room.n_rows += LANE_ROWS;
    room.n_columns = plan->table->n_columns + 1 + LANES * LANE_COLUMNS;
    return room;
}

struct charts_room charts_room(const struct sheet *plan)
{
    struct charts_room room = {0};
    int pixels = 0;
    if (plan->table->n_charts == 0 || plan->table->charts[0].beside)
        return plan->table->n_charts ? room_beside(plan) : room;
    for (size_t i = 0; i < plan->table->n_charts; i++)
        room.n_rows += rows_of(&plan->table->charts[i]);
    while (room.n_columns < plan->table->n_columns && pixels < CHART_WIDTH)
        pixels += plan->widths[room.n_columns++] * DIGIT_PIXELS;
    for (; pixels < CHART_WIDTH; room.n_columns++)
        pixels += COLUMN_PIXELS;
    return room;
}

static void paint(lxw_chart_series *series, const struct chart *chart, enum chart_role role)
{
    lxw_chart_fill fill = {.color = paints[role].color, .none = paints[role].hidden};
    lxw_chart_line line = {.color = paints[role].color,
                           .none = paints[role].hidden || chart->kind != CHART_LINES,
                           .width = 2.25f,
                           .dash_type = paints[role].dash};
    if (chart->kind != CHART_LINES) {
        chart_series_set_fill(series, &fill);
        chart_series_set_line(series, &line);
        return;
    }
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(series, 6);
    chart_series_set_marker_fill(series, &fill);
}

static void add_series(lxw_chart *drawn, const struct sheet *plan, const struct chart *chart,
                       const struct chart_series *of)
{
    const char *name = plan->table->sheet;
    lxw_chart_series *series = chart_add_series(drawn, NULL, NULL);
    lxw_row_t first = plan->first_row + chart->first, last = plan->first_row + chart->last;
    chart_series_set_categories(series, name, first, chart->category, last, chart->category);
    chart_series_set_values(series, name, first, of->column, last, of->column);
    chart_series_set_name_range(series, name, plan->header_row, of->column);
    paint(series, chart, of->role);
}

static void set_axes(lxw_chart *drawn, const struct chart *chart)
{
    static lxw_chart_font small = {.name = "Arial", .size = 9};
    static lxw_chart_line grid = {.color = 0xDDE3E8};
    bool lying = chart->kind == CHART_BARS; /* the library exchanges their axes */
    lxw_chart_axis *along = lying ? drawn->y_axis : drawn->x_axis;
    lxw_chart_axis *values = lying ? drawn->x_axis : drawn->y_axis;
    chart_axis_set_num_font(along, &small);
    chart_axis_set_num_font(values, &small);
    chart_axis_set_label_position(along, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
    chart_axis_major_gridlines_set_line(values, &grid);
    chart_axis_major_gridlines_set_visible(along, LXW_FALSE);
    if (lying) {
        chart_axis_set_reverse(along); /* the first row is above */
        chart_axis_set_crossing_max(along);
    }
    if (chart->number_format)
        chart_axis_set_num_format(values, chart->number_format);
    if (chart->has_floor)
        chart_axis_set_min(values, (double)chart->floor.cents / 100);
}

static void set_legend(lxw_chart *drawn, const struct chart *chart)
{
    static lxw_chart_font small = {.name = "Arial", .size = 9};
    int16_t hidden[CHART_MAX_SERIES + 1];
    size_t n = 0;
    for (size_t i = 0; i < chart->n_series; i++)
        if (paints[chart->series[i].role].hidden)
            hidden[n++] = (int16_t)i;
    hidden[n] = -1;
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(drawn, &small);
    if (n)
        chart_legend_delete_series(drawn, hidden);
}

static lxw_chart *draw(lxw_workbook *book, const struct sheet *plan, const struct chart *chart)
{
    static lxw_chart_font large = {.name = "Arial", .size = 11, .bold = true};
    static lxw_chart_font medium = {.name = "Arial", .size = 9, .bold = true};
    lxw_chart *drawn = workbook_add_chart(book, types[chart->kind]);
    for (size_t i = 0; i < chart->n_series; i++)
        add_series(drawn, plan, chart, &chart->series[i]);
    chart_title_set_name(drawn, chart->title);
    chart_title_set_name_font(drawn, chart->beside ? &medium : &large);
    chart_show_blanks_as(drawn, LXW_CHART_BLANKS_AS_CONNECTED);
    set_axes(drawn, chart);
    set_legend(drawn, chart);
    chart_set_series_gap(drawn, chart->kind == CHART_STEPS ? 30 : 60);
    return drawn;
}

static void put(struct writer *writer, const struct chart *chart, size_t row, size_t column)
{
    int width = chart->beside ? LANE_COLUMNS * COLUMN_PIXELS - 16 : CHART_WIDTH;
    int height = chart->beside ? LANE_ROWS * ROW_PIXELS - 8 : height_of(chart);
    lxw_chart_options options = {.y_offset = chart->beside ? 4 : 0, /* off the page above */
                                 .x_scale = width / DEFAULT_WIDTH,
                                 .y_scale = height / DEFAULT_HEIGHT,
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                 .description =
                                     arena_printf(writer->job->arena, "%s", chart->words)};
    writer_keep(writer,
                worksheet_insert_chart_opt(writer->sheet, row, column,
                                           draw(writer->book, writer->plan, chart), &options),
                writer->plan->note_row, 0);
}

void charts_put(struct writer *writer)
{
    const struct sheet *plan = writer->plan;
    size_t under = plan->note_row + plan->n_notes, band = 0;
    for (size_t i = 0; i < plan->table->n_charts; i++) {
        const struct chart *chart = &plan->table->charts[i];
        size_t row = under, column = 0;
        if (chart->beside) {
            take_band(plan->table, i, &band);
            row = plan->first_row + band;
            column = plan->table->n_columns + 1 + i % LANES * LANE_COLUMNS;
        } else {
            under += rows_of(chart);
        }
        put(writer, chart, row, column);
    }
}

/* ---- pages ---- */

/* A spreadsheet that fits a sheet to the width of a page passes over the breaks in it: the width is
 * a per cent that fits. */
static uint16_t page_scale(const struct sheet *plan, const struct charts_room *room)
{
    size_t pixels = (room->n_columns - plan->table->n_columns) * COLUMN_PIXELS;
    for (size_t c = 0; c < plan->table->n_columns; c++)
        pixels += (size_t)plan->widths[c] * DIGIT_PIXELS + 5;
    size_t scale = (size_t)(PAGE_POINTS_WIDE * FONT_MARGIN / (pixels * POINTS_PER_PIXEL));
    return (uint16_t)(scale > 100 ? 100 : scale < 10 ? 10 : scale);
}

static double row_height(const struct sheet *plan, size_t row)
{
    size_t at = row - plan->first_row;
    bool of_table = row >= plan->first_row && at < plan->table->n_rows;
    return writer_points(of_table ? plan->row_lines[at] : 1);
}

void charts_set_pages(struct writer *writer, size_t n_rows)
{
    const struct sheet *plan = writer->plan;
    const struct charts_room room = charts_room(plan);
    const uint16_t scale = page_scale(plan, &room);
    const double page = PAGE_POINTS_HIGH * 95 / scale - writer_points(plan->header_lines);
    lxw_row_t *breaks = arena_alloc(writer->job->arena, (n_rows + 1) * sizeof *breaks);
    size_t n = 0, next = 0, band = 0;
    double used = 0;
    take_band(plan->table, 0, &band);
    for (size_t row = 0; row < n_rows; row++) {
        bool begins = next < plan->table->n_charts && row == plan->first_row + band;
        double needed = 0;
        for (size_t i = 0; i < (begins ? LANE_ROWS : 1); i++)
            needed += row_height(plan, row + i);
        if (used + needed > page) {
            breaks[n++] = (lxw_row_t)row;
            used = 0;
        }
        used += row_height(plan, row);
        for (size_t lane = 0; begins && lane < LANES; lane++)
            if (++next < plan->table->n_charts)
                take_band(plan->table, next, &band);
    }
    worksheet_set_print_scale(writer->sheet, scale);
    if (n)
        writer_keep(writer, worksheet_set_h_pagebreaks(writer->sheet, breaks), breaks[0], 0);
}
