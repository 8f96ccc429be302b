// Vectors of floats of a width known at compile time, from which the kernels are made.
//
// This file and the *_impl.h files are compiled once per instruction set (see kernels_*.cpp); everything in them lives
// in the namespace KERNEL_NAMESPACE, so that no two versions are mixed up by the linker. LANES is the floats of a
// vector, REGISTERS how many vectors a kernel may keep at hand, TILE the pixels that a depthwise convolution computes
// at a time.

namespace KERNEL_NAMESPACE {

using namespace ctorch;

// Members of a struct each: as a template's argument, a type would lose its attributes. They may alias the single
// numbers that they are loaded from and stored to.
template <int L>
struct Vector {
  typedef float type __attribute__((vector_size(L * sizeof(float)), aligned(sizeof(float)), may_alias));
};
template <>
struct Vector<1> {
  typedef float type;
};
template <int L>
struct Bits {
  typedef uint32_t Word __attribute__((vector_size(L * sizeof(uint32_t)), aligned(sizeof(uint32_t)), may_alias));
  typedef uint16_t Half __attribute__((vector_size(L * sizeof(uint16_t)), aligned(sizeof(uint16_t)), may_alias));
};

template <int L>
using V = typename Vector<L>::type;

template <int N>
using Constant = std::integral_constant<int, N>;

template <int L>
inline V<L> load(const float *from) {
  return *reinterpret_cast<const V<L> *>(from);
}

template <int L>
inline void store(float *to, V<L> value) {
  *reinterpret_cast<V<L> *>(to) = value;
}

template <int L>
inline V<L> load(const BFloat16 *from) {
  using Word = typename Bits<L>::Word;
  const auto half = *reinterpret_cast<const typename Bits<L>::Half *>(from);
  const Word word = __builtin_convertvector(half, Word) << 16;
  V<L> value;
  std::memcpy(&value, &word, sizeof(value));
  return value;
}

/// The upper halves, rounded to the nearest, ties to even; what is not a number stays so.
template <int L>
inline typename Bits<L>::Half upper(V<L> value) {
  using Word = typename Bits<L>::Word;
  Word word;
  std::memcpy(&word, &value, sizeof(word));
  const Word rounded = word + 0x7fff + ((word >> 16) & 1);
  const Word kept = (word & 0x7fffffff) > 0x7f800000 ? (word | 0x400000) : rounded;
  return __builtin_convertvector(kept >> 16, typename Bits<L>::Half);
}

template <int L>
inline void store(BFloat16 *to, V<L> value) {
  *reinterpret_cast<typename Bits<L>::Half *>(to) = upper<L>(value);
}

/// Stores past the caches what nobody will read soon, so that its lines need not be read first; the address is a
/// multiple of the value's size. Other threads see it after `finish_streams`.
template <int L>
inline void stream(float *to, V<L> value) {
  typedef V<L> Aligned __attribute__((aligned(L * sizeof(float)), may_alias));
  __builtin_nontemporal_store(value, reinterpret_cast<Aligned *>(to));
}

template <int L>
inline void stream(BFloat16 *to, V<L> value) {
  typedef typename Bits<L>::Half Aligned __attribute__((aligned(L * sizeof(uint16_t)), may_alias));
  __builtin_nontemporal_store(upper<L>(value), reinterpret_cast<Aligned *>(to));
}

/// Lets other threads see what was stored by `stream`, as soon as they see what is stored after this.
inline void finish_streams() {
#if defined(__x86_64__)
  __builtin_ia32_sfence();
#endif
}

template <int L>
inline V<L> zero() {
  return V<L>{};
}

template <int L>
inline V<L> all(int value) {
  return zero<L>() + static_cast<float>(value);
}

/// `value` where `guard` is positive, else 0: the gradient of ReLU.
template <int L>
inline V<L> where_positive(V<L> guard, V<L> value) {
  if constexpr (L == 1) return guard > 0 ? value : 0;
  else return guard > 0 ? value : zero<L>();
}

template <int L>
inline V<L> positive(V<L> value) {
  return where_positive<L>(value, value);
}

/// Calls body(L, c) for channels 0..<count in whole vectors, then in pieces of 8, 4 and 1.
template <class Body>
inline void for_channels(int64_t count, Body &&body) {
  int64_t c = 0;
  for (; c + LANES <= count; c += LANES) body(Constant<LANES>{}, c);
  if constexpr (LANES > 8)
    if (c + 8 <= count) body(Constant<8>{}, c), c += 8;
  if constexpr (LANES > 4)
    if (c + 4 <= count) body(Constant<4>{}, c), c += 4;
  for (; c < count; ++c) body(Constant<1>{}, c);
}

/// Calls body(L, N, c) for groups of N vectors of channels, so that pixels are read along their memory: up to four
/// whole vectors, then what is left one at a time.
template <class Body>
inline void for_groups(int64_t count, Body &&body) {
  int64_t c = 0;
  for (; c + 4 * LANES <= count; c += 4 * LANES) body(Constant<LANES>{}, Constant<4>{}, c);
  if (c + 2 * LANES <= count) body(Constant<LANES>{}, Constant<2>{}, c), c += 2 * LANES;
  for_channels(count - c, [&](auto length, int64_t rest) { body(length, Constant<1>{}, c + rest); });
}

/// N neighbouring vectors.
template <int L, int N>
struct Group {
  V<L> part[N];

  template <class S>
  static Group at(const S *from) {
    Group group;
#pragma clang loop unroll(full)
    for (int i = 0; i < N; ++i) group.part[i] = load<L>(from + i * L);
    return group;
  }
  static Group of(int value) {
    Group group;
#pragma clang loop unroll(full)
    for (int i = 0; i < N; ++i) group.part[i] = all<L>(value);
    return group;
  }
  template <bool STREAMS = false, class S>
  void put(S *to) const {
#pragma clang loop unroll(full)
    for (int i = 0; i < N; ++i) {
      if constexpr (STREAMS) stream<L>(to + i * L, part[i]);
      else store<L>(to + i * L, part[i]);
    }
  }
  Group &operator+=(const Group &other) {
#pragma clang loop unroll(full)
    for (int i = 0; i < N; ++i) part[i] += other.part[i];
    return *this;
  }
  friend Group operator+(Group a, const Group &b) { return a += b; }
  friend Group operator*(Group a, const Group &b) {
#pragma clang loop unroll(full)
    for (int i = 0; i < N; ++i) a.part[i] *= b.part[i];
    return a;
  }
  friend Group operator*(float scale, Group a) {
#pragma clang loop unroll(full)
    for (int i = 0; i < N; ++i) a.part[i] *= scale;
    return a;
  }
  /// The values where `guard` is positive, else 0.
  friend Group where_positive(const Group &guard, Group a) {
#pragma clang loop unroll(full)
    for (int i = 0; i < N; ++i) a.part[i] = where_positive<L>(guard.part[i], a.part[i]);
    return a;
  }
};

template <int L, int N>
inline Group<L, N> positive(const Group<L, N> &values) {
  return where_positive(values, values);
}

/// Calls body(B, p) for tiles of B pixels each that cover `pixels`: as few as possible of at most M, and as equal as
/// possible.
template <int M, class Body>
inline void for_tiles(int64_t pixels, Body &&body) {
  if (pixels % M == 0) {
    for (int64_t p = 0; p < pixels; p += M) body(Constant<M>{}, p);
    return;
  }
  const int64_t tiles = (pixels + M - 1) / M, size = (pixels + tiles - 1) / tiles, full = pixels - (size - 1) * tiles;
  int64_t p = 0;
  const auto run = [&]<int B>(auto &&run, Constant<B>, int64_t size, int64_t count) -> void {
    if (size == B)
      for (; count > 0; --count, p += B) body(Constant<B>{}, p);
    else if constexpr (B > 1) run(run, Constant<B - 1>{}, size, count);
  };
  run(run, Constant<M>{}, size, full);
  if (full < tiles) run(run, Constant<M>{}, size - 1, tiles - full);
}

/// Adds to moments[c] and moments[channels + c].
template <int L, int N>
inline void add_moments(
    float *moments, int64_t channels, int64_t c, const Group<L, N> &first, const Group<L, N> &second) {
  using G = Group<L, N>;
  (G::at(moments + c) + first).put(moments + c);
  (G::at(moments + channels + c) + second).put(moments + channels + c);
}

}  // namespace KERNEL_NAMESPACE
