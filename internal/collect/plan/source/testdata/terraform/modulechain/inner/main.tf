variable "name" {}
variable "size" { type = number }
variable "vpc" {}

resource "aws_security_group" "g" {
  name   = "${var.name}-${var.size}"
  vpc_id = var.vpc
}

output "group" { value = { id = aws_security_group.g.id, name = aws_security_group.g.name } }
output "size" { value = var.size }
