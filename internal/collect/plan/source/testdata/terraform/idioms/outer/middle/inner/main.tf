variable "label" { type = any }
locals {
  ids = { for s in var.label.ids : s.tier => s.id... }
}
output "ids" { value = local.ids }
output "label" { value = upper(var.label.name) }
