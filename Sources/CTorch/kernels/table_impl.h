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

constexpr PatchTable patch_table = {LANES, patch_moments, patches_forward, patches_backward, weigh, correct_patches};

constexpr InvertedTable inverted_table = {LANES, inverted_filter, inverted_count, inverted_project, inverted_finish,
    inverted_project_backward, inverted_filter_backward};

constexpr PointwiseTable pointwise_table = {LANES, pointwise_forward, pointwise_backward, normalize};

}  // namespace KERNEL_NAMESPACE
