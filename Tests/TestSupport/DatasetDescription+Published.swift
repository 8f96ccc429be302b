package import Architectures
internal import Datasets

extension DatasetDescription {
  package static var fashionMNIST: DatasetDescription { Dataset.fashionMNIST.description }
  package static var mnist: DatasetDescription { Dataset.mnist.description }
  package static var cifar10: DatasetDescription { Dataset.cifar10.description }
  package static var cifar100: DatasetDescription { Dataset.cifar100.description }
}
