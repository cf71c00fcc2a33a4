/* Input: what follows is, then a part of a workbook that advisers filled in (its sheet, its shared
 * strings, its properties), or a whole afwijkingen.csv: merged with what the municipality keeps, of
 * a run that was published. Nothing that was kept is lost, what is written can be read by the next
 * run, and the same file once more adds nothing. */
#include "pipeline/base/array.h"
#include "pipeline/publishing/toelichtingen/merge.h"
#include "pipeline/run.h"
#include "tests/fuzz/fuzz_place.h"
#include "tests/fuzz/fuzz_zip.h"

enum part { PART_SHEET, PART_STRINGS, PART_CORE, PARTS };

static const struct {
    const char *name, *xml; /* unless the input says it */
} parts[PARTS] = {
    [PART_SHEET] =
        {"xl/worksheets/sheet1.xml",
         "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"2\">"
         "<c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" t=\"s\"><v>2</v></c><c r=\"C2\" t=\"s\"><v>3"
         "</v></c><c r=\"D2\" t=\"s\"><v>4</v></c><c r=\"E2\" t=\"s\"><v>5</v></c></row><row "
         "r=\"3\"><c r=\"A3\" t=\"s\"><v>6</v></c><c r=\"B3\"><v>-250.5</v></c><c r=\"C3\"><v>0</v>"
         "</c><c r=\"D3\" t=\"s\"><v>7</v></c><c r=\"E3\" t=\"s\"><v>8</v></c></row></sheetData>"
         "</worksheet>"},
    [PART_STRINGS] = {"xl/sharedStrings.xml",
                      "<sst><si><t>Afwijkingen A</t></si><si><t>Post</t></si><si><t>Lasten</t></si>"
                      "<si><t>Baten</t></si><si><t>I/S</t></si><si><t>Toelichting</t></si>"
                      "<si><t>Asfalt</t></si><si><t>S</t></si><si><t>Anders.</t></si></sst>"},
    [PART_CORE] = {"docProps/core.xml",
                   "<cp:coreProperties xmlns:cp=\"c\" xmlns:dcterms=\"t\"><cp:lastModifiedBy>Jan"
                   "</cp:lastModifiedBy><dcterms:modified>2025-02-01T10:00:00Z</dcterms:modified>"
                   "</cp:coreProperties>"},
};
static const char tabs[] =
    "<workbook><sheets><sheet name=\"Afwijkingen A\" id=\"r1\"/></sheets></workbook>";
static const char styles[] = "<styleSheet><cellXfs><xf numFmtId=\"0\"/></cellXfs></styleSheet>";

static const char run_ini[] =
    "[run]\nnaam = f\nsoort = jaarrekening\ngemeente = G\nprogramma = 1\nprogramma_naam = P\n"
    "jaar = 2024\n[mappings]\npakketten = pakketten.csv\nposten = posten.csv\n"
    "toelichtingen = toelichtingen.csv\n[tabel]\ntitel = T\neenheid = 1\n"
    "teken = lasten- baten+ stortingen+ onttrekkingen+ saldo+\n[kolommen]\nb = primair 2024\n"
    "r = realisatie 2024\nv = r - b\n[afwijkingen]\nrealisatie = r\nbegroting = b\nverschil = v\n"
    "drempel_pakket = 75,00\ndrempel_post = 50,00\n[bron a]\nprofiel = a.ini\nbestanden = a.csv\n";
static const char a_ini[] =
    "[bestand]\ncodering = utf-8\nscheidingsteken = puntkomma\nkopregel = nee\n[kolommen]\n"
    "rekening = 1\nprimair = 2\nbedrag = 3\n[getal]\ndecimaal = komma\n[bedragen]\n"
    "primair = primair 2024\nbedrag = realisatie 2024\n[betekenis]\n"
    "teken = lasten+ baten+ stortingen+ onttrekkingen+\nsleutel = rekening\n[sectie]\n"
    "lasten = rekening: 4*\nbaten = rekening: 8*\n";
static const char kept[] =
    "pakket;post;lasten;baten;incidenteel_structureel;status;toelichting;akkoord\n"
    "A;Asfalt;-251;0;I;;Duurder: {lasten}.;Piet\nB;Oude post;1;0;S;;Wat ooit was.;\n";

static const struct fuzz_setting settings[] = {
    {"run.ini", run_ini},
    {"pakketten.csv", "pakket;naam;programma;van;tot\nA;Wegen;1;;\nB;Zorg;1;;\n"},
    {"posten.csv",
     "sleutel;post;pakket;van;tot;altijd_tonen\n4;Asfalt;A;;;\n8*;Riool;A;;;ja\n42;Jeugd;B;;;\n"},
    {"a.ini", a_ini},
    {"a.csv", "4;100,00;350,50\n42;80;300\n81;60;140\n"},
    {"toelichtingen.csv", kept}};

static const char *output_of(const struct fuzz_place *place, struct arena *arena)
{
    return path_join(arena, place->folder, "output");
}

/* Made once: a run that is published, with a text of its own. */
static struct fuzz_place *published_place(void)
{
    bool is_new;
    struct fuzz_place *place = fuzz_place(settings, ARRAY_LENGTH(settings), &is_new);
    const char *output = output_of(place, &place->arena);
    const struct run_options options = {.ini = place->ini,
                                        .output = output,
                                        .compare = output,
                                        .n_workers = 1,
                                        .publish = true,
                                        .quiet = true,
                                        .silent = true};
    MUST(!is_new || run_execute(&options, stderr) == 0);
    return place;
}

static const char *make_file(const struct fuzz_place *place, const uint8_t *data, size_t size,
                             struct arena *arena)
{
    int given = data[0] % (PARTS + 1);
    if (given == PARTS)
        return fuzz_write(arena, place->folder, "f.csv", data + 1, size - 1);
    struct archive *archive = arena_alloc(arena, sizeof *archive);
    *archive = (struct archive){0};
    add_member(archive, "xl/_rels/workbook.xml.rels", fuzz_zip_relations,
               sizeof fuzz_zip_relations - 1);
    add_member(archive, "xl/workbook.xml", tabs, sizeof tabs - 1);
    add_member(archive, "xl/styles.xml", styles, sizeof styles - 1);
    for (int part = 0; part < PARTS; part++)
        if (part == given)
            add_member(archive, parts[part].name, data + 1, size - 1);
        else
            add_member(archive, parts[part].name, parts[part].xml, strlen(parts[part].xml));
    end_archive(archive);
    return fuzz_write(arena, place->folder, "f.xlsx", archive->bytes, archive->n_bytes);
}

static bool merge_into(struct merge *merge, const struct plan *plan, const char *file,
                       const struct fuzz_place *place, struct arena *arena)
{
    struct errors errors = {0};
    *merge = (struct merge){.plan = plan, .arena = arena, .out = fopen("/dev/null", "w")};
    MUST(merge->out);
    bool ok = merge_files(merge, output_of(place, arena), &file, 1, &errors);
    MUST(ok == (errors.n == 0));
    MUST(!ok || store_write(&merge->store, &errors));
    fclose(merge->out);
    errors_release(&errors);
    return ok;
}

static void check_kept(const struct store *before, const struct store *now)
{
    for (size_t i = 0; i < before->n; i++)
        MUST(store_has(now, before->rows[i].pakket, before->rows[i].post, before->rows[i].text,
                       before->rows[i].fields[TOELICHTING_IS].bytes));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1 || size > FUZZ_ZIP_MEMBER)
        return 0;
    struct fuzz_place *place = published_place();
    struct arena arena = {0};
    struct errors errors = {0};
    struct store before;
    struct merge first, second;
    fuzz_write_text(&arena, place->folder, "toelichtingen.csv", kept);
    struct plan plan = fuzz_plan(place, &arena);
    const char *path = plan.mapping.toelichtingen_path;
    MUST(store_read(path, &plan.mapping, &arena, &errors, &before));
    const char *file = make_file(place, data, size, &arena);
    if (merge_into(&first, &plan, file, place, &arena)) {
        check_kept(&before, &first.store);
        struct plan next = fuzz_plan(place, &arena);
        MUST(merge_into(&second, &next, file, place, &arena));
        MUST(second.store.n == first.store.n);
        check_kept(&first.store, &second.store);
    }
    arena_release(&arena);
    return 0;
}
