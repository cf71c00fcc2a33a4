/* Input: an INI file. */
#include "pipeline/settings/settings.h"
#include "tests/fuzz/fuzz_file.h"

static void check_text(const char *text)
{
    struct text t = text_of(text);
    MUST(text_valid(t, TEXT_UTF8, NULL));
    MUST(text_trim(t).n_bytes == t.n_bytes);
    for (size_t i = 0; i < t.n_bytes; i++)
        MUST((unsigned char)text[i] >= ' ' || text[i] == '\t');
}

static void check_key(const struct settings_section *section, size_t k)
{
    const struct settings_key *key = &section->keys[k];
    MUST(key->name[0] && !strchr(key->name, '='));
    check_text(key->name);
    for (size_t i = 0; i < k; i++)
        MUST(strcmp(section->keys[i].name, key->name) != 0);
    MUST(key->n_values >= 1);
    MUST(key->values[0].line_no >= key->line_no);
    for (size_t v = 0; v < key->n_values; v++) {
        check_text(key->values[v].text);
        MUST(key->n_values == 1 || key->values[v].text[0]);
        MUST(v == 0 || key->values[v].line_no > key->values[v - 1].line_no);
    }
}

static void check_settings(const struct settings *settings)
{
    for (size_t s = 0; s < settings->n_sections; s++) {
        const struct settings_section *section = &settings->sections[s];
        MUST(section->name[0]);
        check_text(section->name);
        for (size_t i = 0; i < s; i++)
            MUST(strcmp(settings->sections[i].name, section->name) != 0);
        for (size_t k = 0; k < section->n_keys; k++)
            check_key(section, k);
    }
}

static void write_settings(const struct settings *settings, FILE *stream)
{
    for (size_t s = 0; s < settings->n_sections; s++) {
        const struct settings_section *section = &settings->sections[s];
        fprintf(stream, "[%s]\n", section->name);
        for (size_t k = 0; k < section->n_keys; k++) {
            fprintf(stream, "%s=%s\n", section->keys[k].name, section->keys[k].values[0].text);
            for (size_t v = 1; v < section->keys[k].n_values; v++)
                fprintf(stream, " %s\n", section->keys[k].values[v].text);
        }
    }
}

static char *written(const struct settings *settings, size_t *n_bytes)
{
    char *bytes = NULL;
    FILE *stream = open_memstream(&bytes, n_bytes);
    MUST(stream);
    write_settings(settings, stream);
    fclose(stream);
    return bytes;
}

/* An empty first value is left out when lines follow: what comes then stands beside the name. */
static bool fits(const char *bytes)
{
    size_t n = 0;
    for (; *bytes; bytes += n + (bytes[n] == '\n')) {
        n = strcspn(bytes, "\n");
        if (n > SETTINGS_MAX_LINE_BYTES)
            return false;
    }
    return true;
}

/* What was read without errors is written, read and written again the same, where it fits. */
static void check_round_trip(const struct settings *settings)
{
    size_t n_bytes, n_again;
    char *bytes = written(settings, &n_bytes);
    struct fuzz_file file = fuzz_file_open(bytes, n_bytes);
    struct arena arena = {0};
    struct errors errors = {0};
    struct settings again;
    bool good = settings_read(file.path, &arena, &errors, &again);
    MUST(good == fits(bytes));
    char *bytes_again = good ? written(&again, &n_again) : NULL;
    MUST(!good || (n_again == n_bytes && memcmp(bytes, bytes_again, n_bytes) == 0));
    free(bytes);
    free(bytes_again);
    errors_release(&errors);
    arena_release(&arena);
    fuzz_file_close(file);
}

/* Every getter on every key; then nothing is unknown but sections that nobody asked for. */
static void ask_all(struct settings *settings)
{
    static const char *const choices[] = {"ja", "nee", NULL};
    for (size_t s = 0; s < settings->n_sections; s += 2) {
        const char *section = settings->sections[s].name;
        for (size_t k = 0; k < settings->sections[s].n_keys; k++) {
            const char *key = settings->sections[s].keys[k].name;
            MUST(settings_text(settings, section, key, "x")[0]);
            MUST(settings_choice(settings, section, key, choices, 0) < 2);
            settings_yes(settings, section, key, true);
            long number = settings_number(settings, section, key, -5, 5000, 7);
            MUST(number >= -5 && number <= 5000);
            settings_money(settings, section, key, (struct money){0});
            MUST(settings_line(settings, section, key) > 0);
            MUST(settings_path(settings, key)[0]);
        }
    }
    size_t n_before = settings->errors->n, n_unknown = settings->n_sections / 2;
    for (size_t s = 0; s < settings->n_sections; s += 2)
        settings_section(settings, settings->sections[s].name);
    MUST(settings_finish(settings) == (n_unknown == 0));
    MUST(settings->errors->n == n_before + n_unknown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_file file = fuzz_file_open(data, size);
    struct arena arena = {0};
    struct errors errors = {0};
    struct settings settings;
    bool good = settings_read(file.path, &arena, &errors, &settings);
    fuzz_check_errors(good, &errors);
    check_settings(&settings);
    if (good)
        check_round_trip(&settings);
    ask_all(&settings);
    errors_release(&errors);
    arena_release(&arena);
    fuzz_file_close(file);
    return 0;
}
