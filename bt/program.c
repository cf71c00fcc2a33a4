#include "pipeline/publishing/manifest.h"

const char manifest_program[] = "36dab9cf604c9aafb2c78cba0ef3ca9e61cc45bb037677c2c26720bef124b76c";
