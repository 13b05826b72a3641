variable "namespace" {
  type    = string
  default = null
}
variable "stage" {
  type    = string
  default = null
}
variable "attributes" {
  type    = list(string)
  default = []
}
variable "tags" {
  type    = map(string)
  default = {}
}
variable "context" {
  type = any
  default = {
    enabled    = true
    delimiter  = null
    attributes = ["main"]
    tags       = {}
  }
}

locals {
  enabled    = var.context.enabled
  delimiter  = coalesce(var.context.delimiter, "-")
  attributes = compact(distinct(concat(coalesce(var.context.attributes, []), var.attributes)))
  parts      = [for part in concat([var.namespace, var.stage], local.attributes) : part if part != null]
  id         = lower(join(local.delimiter, local.parts))
  tags       = merge(var.context.tags, { Name = local.id }, var.tags)
}

output "id" { value = local.enabled ? local.id : "" }
output "enabled" { value = local.enabled }
output "tags" { value = local.tags }
output "context" {
  value = {
    enabled    = local.enabled
    delimiter  = var.context.delimiter
    attributes = local.attributes
    tags       = local.tags
  }
}
