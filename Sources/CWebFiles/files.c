#include "CWebFiles.h"

/* #embed belongs to C23, and clang has it in every mode. */
#pragma clang diagnostic ignored "-Wc23-extensions"

#define JOINED_NOW(a, b) a##b
#define JOINED(a, b) JOINED_NOW(a, b)

/* Each list is included twice: first for the bytes of its files, then for the table of them. Both
 * times an entry has the same line, which gives its bytes a name. */

#define BYTES_MAX 100000000
#define FILE_BEGIN(name) static const unsigned char JOINED(page, __LINE__)[] = {
#define FILE_END };
#include "pages.inc"
#undef FILE_BEGIN
#define FILE_BEGIN(name) static const unsigned char JOINED(contract, __LINE__)[] = {
#include "contract.inc"
#undef BYTES_MAX
#undef FILE_BEGIN
#undef FILE_END

#define BYTES_MAX 0
#define FILE_BEGIN(name) {name, JOINED(page, __LINE__), sizeof JOINED(page, __LINE__)},
#define FILE_END
static const struct ovation_web_file pages[] = {
#include "pages.inc"
};
#undef FILE_BEGIN
#define FILE_BEGIN(name) {name, JOINED(contract, __LINE__), sizeof JOINED(contract, __LINE__)},
static const struct ovation_web_file contract[] = {
#include "contract.inc"
};

struct ovation_web_files ovation_web_pages(void) {
  return (struct ovation_web_files){pages, sizeof pages / sizeof pages[0]};
}

struct ovation_web_files ovation_web_contract(void) {
  return (struct ovation_web_files){contract, sizeof contract / sizeof contract[0]};
}

#if __has_embed("/usr/share/javascript/chart.js/chart.min.js")
static const unsigned char chart_bytes[] = {
#embed "/usr/share/javascript/chart.js/chart.min.js"
};

static const struct ovation_web_file charts[] = {
  {"chart.js", chart_bytes, sizeof chart_bytes},
};

struct ovation_web_files ovation_web_charts(void) {
  return (struct ovation_web_files){charts, 1};
}
#else
struct ovation_web_files ovation_web_charts(void) {
  return (struct ovation_web_files){NULL, 0};
}
#endif
