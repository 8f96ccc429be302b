// libpng and libjpeg-turbo; used by CImages alone, which keeps their jumps out of Swift.
#include <stdio.h>
#include <jpeglib.h>
#include <png.h>
