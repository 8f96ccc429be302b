#include "images.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

// Chunks that are not pixels, such as colour profiles, may take so much memory.
enum { largest_chunk = 1 << 24 };

typedef struct {
  const uint8_t *next;
  size_t left;
  ci_fault *fault;
} source;

static void read_bytes(png_structp png, png_bytep target, size_t count) {
  source *from = png_get_io_ptr(png);
  if (count > from->left) png_error(png, "the file ends early");
  memcpy(target, from->next, count);
  from->next += count;
  from->left -= count;
}

__attribute__((noreturn)) static void fail(png_structp png, png_const_charp message) {
  source *from = png_get_error_ptr(png);
  snprintf(from->fault->reason, sizeof from->fault->reason, "%s", message);
  longjmp(png_jmpbuf(png), 1);
}

static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static int is_grey(png_structp png, png_infop info) {
  int type = png_get_color_type(png, info);
  if (type == PNG_COLOR_TYPE_PALETTE) {
    png_colorp palette = NULL;
    int colors = 0;
    if (!png_get_PLTE(png, info, &palette, &colors)) return 0;
    for (int i = 0; i < colors; i++) {
      if (palette[i].red != palette[i].green || palette[i].red != palette[i].blue) return 0;
    }
    return 1;
  }
  return !(type & PNG_COLOR_MASK_COLOR);
}

// Reads the header, and the pixels where there is a place for them.
static int decode(source *from, ci_header *header, uint8_t *pixels, size_t capacity) {
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, from, fail, ignore);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  if (!info) {
    snprintf(from->fault->reason, sizeof from->fault->reason, "out of memory");
    png_destroy_read_struct(&png, NULL, NULL);
    return 0;
  }
  if (setjmp(png_jmpbuf(png))) {
    png_destroy_read_struct(&png, &info, NULL);
    return 0;
  }
  png_set_read_fn(png, from, read_bytes);
  png_set_chunk_malloc_max(png, largest_chunk);
  png_read_info(png, info);
  header->width = png_get_image_width(png, info);
  header->height = png_get_image_height(png, info);
  header->is_grey = is_grey(png, info);
  // Palettes become colours, few bits eight, transparent colours alpha; sixteen bits are rounded to eight.
  png_set_expand(png);
  png_set_scale_16(png);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  header->channels = png_get_channels(png, info);
  if (pixels) {
    size_t row = png_get_rowbytes(png, info);
    if (row != (size_t)header->width * (size_t)header->channels || capacity / row < header->height) {
      png_error(png, "its pixels do not fit");
    }
    for (int pass = 0; pass < passes; pass++) {
      for (uint32_t y = 0; y < header->height; y++) png_read_row(png, pixels + y * row, NULL);
    }
    png_read_end(png, NULL);
  }
  png_destroy_read_struct(&png, &info, NULL);
  return 1;
}

int ci_png_header(const uint8_t *bytes, size_t count, ci_header *header, ci_fault *fault) {
  source from = {bytes, count, fault};
  return decode(&from, header, NULL, 0);
}

int ci_png_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, ci_fault *fault) {
  source from = {bytes, count, fault};
  ci_header header;
  return decode(&from, &header, pixels, capacity);
}

size_t ci_png_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, int32_t channels, uint8_t *target, size_t capacity) {
  png_image image;
  memset(&image, 0, sizeof image);
  image.version = PNG_IMAGE_VERSION;
  image.width = width;
  image.height = height;
  image.format = channels == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
  if (!target) return PNG_IMAGE_PNG_SIZE_MAX(image);
  png_alloc_size_t size = capacity;
  int written = png_image_write_to_memory(&image, target, &size, 0, pixels, 0, NULL);
  png_image_free(&image);
  return written ? size : 0;
}
