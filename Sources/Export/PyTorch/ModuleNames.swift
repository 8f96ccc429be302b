/// Which names PyTorch's modules leave free for layers.
enum ModuleNames {
  /// Whether a layer can be an attribute of a module.
  static func isAttribute(_ name: String) -> Bool {
    PythonText.isIdentifier(name) && !used.contains(name) && !name.hasPrefix("_")
  }

  /// Whether a layer can have this name in an `nn.ModuleDict`.
  static func isKey(_ name: String) -> Bool {
    !name.isEmpty && !used.contains(name) && !ofDictionaries.contains(name)
      && !name.hasPrefix("_")
  }

  /// Whether a layer can have this name in an `nn.Sequential`.
  static func isStep(_ name: String) -> Bool {
    isAttribute(name) && !ofSequences.contains(name)
  }

  private static let ofDictionaries: Set<String> = [
    "clear", "items", "keys", "pop", "update", "values",
  ]
  private static let ofSequences: Set<String> = ["append", "extend", "insert", "pop"]

  /// The attributes of `nn.Module`.
  private static let used: Set<String> = [
    "T_destination", "add_module", "apply", "bfloat16", "buffers", "call_super_init", "children",
    "compile", "cpu", "cuda", "double", "dump_patches", "eval", "extra_repr", "float", "forward",
    "get_buffer", "get_extra_state", "get_parameter", "get_submodule", "half", "ipu",
    "load_state_dict", "modules", "mtia", "named_buffers", "named_children", "named_modules",
    "named_parameters", "parameters", "register_backward_hook", "register_buffer",
    "register_forward_hook", "register_forward_pre_hook", "register_full_backward_hook",
    "register_full_backward_pre_hook", "register_load_state_dict_post_hook",
    "register_load_state_dict_pre_hook", "register_module", "register_parameter",
    "register_state_dict_post_hook", "register_state_dict_pre_hook", "requires_grad_",
    "set_extra_state", "set_submodule", "share_memory", "state_dict", "to", "to_empty", "train",
    "training", "type", "xpu", "zero_grad",
  ]
}
