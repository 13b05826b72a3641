variable "name" {
  type    = string
  default = ""
}
variable "use_name_prefix" {
  type    = bool
  default = true
}

locals {
  this = concat(aws_security_group.this[*].id, aws_security_group.this_name_prefix[*].id, [""])[0]
}

resource "aws_security_group" "this" {
  count = var.use_name_prefix ? 0 : 1
  name  = var.name
}

resource "aws_security_group" "this_name_prefix" {
  count       = var.use_name_prefix ? 1 : 0
  name_prefix = "${var.name}-"
}

resource "aws_security_group_rule" "self" {
  count             = 1
  security_group_id = local.this
  type              = "ingress"
  from_port         = 1
  to_port           = 2
  protocol          = "tcp"
  self              = true
}

output "id" { value = try(aws_security_group.this[0].id, aws_security_group.this_name_prefix[0].id, "") }
