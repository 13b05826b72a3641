variable "name" { type = string }
variable "subnets" { type = list(string) }
variable "first" {}
variable "network" {
  type = object({ vpc = string, subnets = optional(list(string), ["none"]) })
}

resource "aws_security_group" "this" {
  name   = var.name
  vpc_id = var.network.vpc
}

module "inner" {
  source = "./inner"
  group  = aws_security_group.this.id
  name   = join("-", [var.name, "inner"])
}

output "group" { value = aws_security_group.this.id }
output "name" { value = var.name }
output "first" { value = var.first }
output "subnets" { value = var.subnets }
output "inner" { value = module.inner.rule }
