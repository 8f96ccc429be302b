// libarchive reads gzip, xz and tar; libcrypto computes SHA-256.
#include <archive.h>
#include <archive_entry.h>
#include <openssl/evp.h>
