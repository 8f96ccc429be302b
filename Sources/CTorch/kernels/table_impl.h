// The tables of an instruction set. See vector.h on how it is compiled.

namespace KERNEL_NAMESPACE {

template <class S>
constexpr KernelTable<S> table = {
    LANES,
    load_source,
    load_result<S>,
    block_forward<S>,
    block_backward<S>,
    finish_source,
    finish_result<S>,
    max_pool<S>,
    average_pool<S>,
    max_pool_backward,
    average_pool_backward,
    incoming<S>,
    combine<S>,
    add_scaled,
    reduce<S>,
    reduce_source,
};

constexpr ChannelwiseTable channelwise_table = {LANES, channelwise_forward, channelwise_backward};

constexpr NormalizationTable normalization_table = {normalize_images, reduce_normalized, normalize_backward};

constexpr PointwiseTable pointwise_table = {LANES, pointwise_forward, pointwise_backward, normalize};

}  // namespace KERNEL_NAMESPACE
