/* [vorige] and [aanvaard]: how far a run may be from what was published before. */
#include "pipeline/settings/plan/plan_reading.h"

#include <string.h>

#define LARGEST_JUMP_CENTS 10000000

static bool is_number(const char *name)
{
    return strspn(name, "0123456789abcdef") == PLAN_ACCEPTANCE_DIGITS &&
           strlen(name) == PLAN_ACCEPTANCE_DIGITS;
}

static void read_acceptance(struct plan_reading *reading, const struct settings_key *key,
                            struct acceptance *acceptance)
{
    struct settings *settings = &reading->settings;
    settings_refuse_comment(settings, key);
    const char *reason = settings_one(settings, key);
    if (!is_number(key->name))
        settings_error(settings, key->line_no,
                       "verwacht het nummer van %d tekens dat de melding noemt, gevonden '%s'",
                       PLAN_ACCEPTANCE_DIGITS, key->name);
    *acceptance = (struct acceptance){key->name, reason ? reason : ""};
}

void plan_read_vorige(struct plan_reading *reading)
{
    struct plan *plan = reading->plan;
    struct settings_section *accepted = settings_section(&reading->settings, "aanvaard");
    plan->largest_jump = (struct threshold){.amount = {LARGEST_JUMP_CENTS}};
    plan_read_threshold(reading, "vorige", "grootste_sprong", &plan->largest_jump);
    plan->tells_why = settings_yes(&reading->settings, "vorige", "waarom", true);
    settings_know_all(accepted);
    for (size_t k = 0; accepted && k < accepted->n_keys; k++)
        read_acceptance(reading, &accepted->keys[k],
                        arena_add(reading->arena, plan->acceptances, plan->n_acceptances));
}
