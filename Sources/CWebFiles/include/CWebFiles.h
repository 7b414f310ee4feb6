/* The files of the pages and of the contract, as they were when this was compiled. */

#pragma once

#include <stddef.h>

/* One file; both pointers stay valid as long as the process lives. */
struct ovation_web_file {
  /* Its path below the folder, such as "lib/api.js". */
  const char *name;
  const unsigned char *bytes;
  size_t count;
};

/* Files in the order of their names. */
struct ovation_web_files {
  const struct ovation_web_file *first;
  size_t count;
};

/* The files of the folder Web. */
struct ovation_web_files ovation_web_pages(void);

/* The files of the folder openapi. */
struct ovation_web_files ovation_web_contract(void);

/* The charts' library of Debian where this was compiled; no file if it was not installed. */
struct ovation_web_files ovation_web_charts(void);
