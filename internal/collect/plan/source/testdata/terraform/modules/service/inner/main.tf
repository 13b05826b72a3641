variable "group" {}
variable "name" {}

locals {
  label = "${var.name}/${var.group}"
}

output "rule" { value = { label = local.label, group = var.group, parts = split("/", local.label) } }
