// Vectors of floats of a width known at compile time, from which the kernels are made.
//
// This file and the *_impl.h files are compiled once per instruction set (see kernels_*.cpp); everything in them lives in
// the namespace KERNEL_NAMESPACE, so that no two versions are mixed up by the linker.

#include <cstdint>

namespace KERNEL_NAMESPACE {

template <int L>
struct Vector {
  typedef float type __attribute__((vector_size(L * sizeof(float)), aligned(sizeof(float))));
};
template <>
struct Vector<1> {
  typedef float type;
};

template <int L>
using V = typename Vector<L>::type;

template <int L>
inline V<L> load(const float *from) {
  return *reinterpret_cast<const V<L> *>(from);
}

template <int L>
inline void store(float *to, V<L> value) {
  *reinterpret_cast<V<L> *>(to) = value;
}

template <int L>
inline V<L> zero() {
  return V<L>{};
}

template <int L>
inline V<L> positive(V<L> value) {
  if constexpr (L == 1) return value > 0 ? value : 0;
  else return value > 0 ? value : zero<L>();
}

/// `value` where `guard` is positive, else 0: the gradient of ReLU.
template <int L>
inline V<L> where_positive(V<L> guard, V<L> value) {
  if constexpr (L == 1) return guard > 0 ? value : 0;
  else return guard > 0 ? value : zero<L>();
}

/// Calls body(L, c) for channels 0..<count in whole vectors, then in pieces of 8, 4 and 1.
template <class Body>
inline void for_channels(int64_t count, Body &&body) {
  int64_t c = 0;
  for (; c + LANES <= count; c += LANES) body(std::integral_constant<int, LANES>{}, c);
  if constexpr (LANES > 8)
    if (c + 8 <= count) body(std::integral_constant<int, 8>{}, c), c += 8;
  if constexpr (LANES > 4)
    if (c + 4 <= count) body(std::integral_constant<int, 4>{}, c), c += 4;
  for (; c < count; ++c) body(std::integral_constant<int, 1>{}, c);
}

}  // namespace KERNEL_NAMESPACE
