#include "images.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

// A progressive file needs a dozen scans; thousands of empty ones would only take time.
enum { most_scans = 500 };

typedef struct {
  struct jpeg_error_mgr base;
  jmp_buf jump;
  ci_fault *fault;
} errors;

__attribute__((noreturn)) static void fail(j_common_ptr info) {
  errors *to = (errors *)info->err;
  char message[JMSG_LENGTH_MAX];
  to->base.format_message(info, message);
  snprintf(to->fault->reason, sizeof to->fault->reason, "%s", message);
  longjmp(to->jump, 1);
}

static void stay_silent(j_common_ptr info) { (void)info; }

// What is decoded after these is made up; other warnings leave the pixels as they are.
static void warn(j_common_ptr info, int level) {
  if (level >= 0) return;
  switch (info->err->msg_code) {
    case JWRN_JPEG_EOF:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_MUST_RESYNC:
    case JWRN_ARITH_BAD_CODE: fail(info);
    default: info->err->num_warnings++;
  }
}

static void watch(j_common_ptr info) {
  if (info->is_decompressor && ((j_decompress_ptr)info)->input_scan_number > most_scans) {
    errors *to = (errors *)info->err;
    snprintf(to->fault->reason, sizeof to->fault->reason, "it has more than %d scans", most_scans);
    longjmp(to->jump, 1);
  }
}

static int decode(
    const uint8_t *bytes, size_t count, ci_header *header, uint8_t *pixels, size_t capacity, ci_fault *fault) {
  struct jpeg_decompress_struct info;
  struct jpeg_progress_mgr progress;
  errors to;
  memset(&progress, 0, sizeof progress);
  progress.progress_monitor = watch;
  info.err = jpeg_std_error(&to.base);
  to.base.error_exit = fail;
  to.base.emit_message = warn;
  to.base.output_message = stay_silent;
  to.fault = fault;
  // Freed below even where making it fails.
  memset(&info, 0, sizeof info);
  info.err = &to.base;
  if (setjmp(to.jump)) {
    jpeg_destroy_decompress(&info);
    return 0;
  }
  jpeg_create_decompress(&info);
  info.progress = &progress;
  jpeg_mem_src(&info, (unsigned char *)bytes, (unsigned long)count);
  jpeg_read_header(&info, TRUE);
  switch (info.jpeg_color_space) {
    case JCS_GRAYSCALE: info.out_color_space = JCS_GRAYSCALE; break;
    case JCS_CMYK:
    case JCS_YCCK: info.out_color_space = JCS_CMYK; break;
    default: info.out_color_space = JCS_RGB;
  }
  info.dct_method = JDCT_ISLOW;
  jpeg_calc_output_dimensions(&info);
  header->width = info.output_width;
  header->height = info.output_height;
  header->channels = info.output_components;
  header->is_grey = info.jpeg_color_space == JCS_GRAYSCALE;
  if (pixels) {
    size_t row = (size_t)info.output_width * (size_t)info.output_components;
    if (row == 0 || capacity / row < info.output_height) {
      snprintf(fault->reason, sizeof fault->reason, "its pixels do not fit");
      longjmp(to.jump, 1);
    }
    jpeg_start_decompress(&info);
    while (info.output_scanline < info.output_height) {
      JSAMPROW rows[1] = {pixels + info.output_scanline * row};
      jpeg_read_scanlines(&info, rows, 1);
    }
    jpeg_finish_decompress(&info);
  }
  jpeg_destroy_decompress(&info);
  return 1;
}

int ci_jpeg_header(const uint8_t *bytes, size_t count, ci_header *header, ci_fault *fault) {
  return decode(bytes, count, header, NULL, 0, fault);
}

int ci_jpeg_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, ci_fault *fault) {
  ci_header header;
  return decode(bytes, count, &header, pixels, capacity, fault);
}
