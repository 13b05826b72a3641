variable "create" { type = bool }
variable "items" {
  type = map(object({ size = optional(number, 2) }))
}

resource "aws_vpc" "v" {
  count      = var.create ? 1 : 0
  cidr_block = "10.0.0.0/16"
}

module "inner" {
  source   = "../inner"
  for_each = { for k, v in var.items : k => v if var.create }
  name     = each.key
  size     = each.value.size
  vpc      = aws_vpc.v[0].id
}

output "groups" { value = { for k, m in module.inner : k => m.group.id } }
output "deep" { value = { for k, m in module.inner : k => { inner = m.group } } }
output "vpc" { value = one(aws_vpc.v[*].id) }
output "sizes" { value = { for k, m in module.inner : k => m.size } }
