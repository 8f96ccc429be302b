// PNG and JPEG files in memory as pixels, by libpng and libjpeg-turbo, whose errors jump: no jump leaves this module.
#ifndef SWIFT_NAS_IMAGES_H
#define SWIFT_NAS_IMAGES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What a file says of its pixels.
typedef struct {
  uint32_t width;
  uint32_t height;
  // Bytes of a decoded pixel. PNG: 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha. JPEG: 1 grey, 3 RGB, 4 CMYK.
  int32_t channels;
  // Whether no pixel can have a colour, by the file's type and palette.
  int32_t is_grey;
} ci_header;

// Why a file cannot be decoded: the library's words, ended by a zero.
typedef struct {
  char reason[200];
} ci_fault;

// Reads the header. Returns whether it could; else `fault` says why not.
int ci_png_header(const uint8_t *bytes, size_t count, ci_header *header, ci_fault *fault)
    __attribute__((warn_unused_result));
int ci_jpeg_header(const uint8_t *bytes, size_t count, ci_header *header, ci_fault *fault)
    __attribute__((warn_unused_result));

// Decodes to rows of pixels, 8 bits a channel, `width * height * channels` bytes as the header says; fails where
// `capacity` is less, and for files that end early or are damaged.
int ci_png_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, ci_fault *fault)
    __attribute__((warn_unused_result));
int ci_jpeg_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, ci_fault *fault)
    __attribute__((warn_unused_result));

// Encodes 8-bit pixels as a PNG file. With `target` NULL, gives the bytes that it takes at most; else the bytes
// written, 0 where they do not fit into `capacity` or there is no memory. `channels` is 1 for grey, 3 for RGB.
size_t ci_png_encode(const uint8_t *pixels, uint32_t width, uint32_t height, int32_t channels, uint8_t *target,
    size_t capacity) __attribute__((warn_unused_result));

#ifdef __cplusplus
}
#endif
#endif
