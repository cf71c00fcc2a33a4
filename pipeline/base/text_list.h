/* Lists of words stand in text.h. */
#pragma once

#include "pipeline/base/text.h"
