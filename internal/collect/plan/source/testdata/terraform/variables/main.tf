variable "services" {
  type = map(object({
    port    = number
    path    = optional(string, "/")
    groups  = optional(list(string))
    enabled = optional(bool, true)
  }))
  default = {
    web    = { port = 80 }
    api    = { port = 8080, path = "/api", groups = ["sg-1"] }
    worker = { port = 9000, enabled = false }
  }
}

resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "g" {
  for_each = { for name, s in var.services : name => s if s.enabled }
  name     = each.key
  vpc_id   = aws_vpc.v.id
}

resource "aws_security_group_rule" "r" {
  for_each = merge([
    for name, s in var.services : {
      for group in coalescelist(coalesce(s.groups, []), [aws_security_group.g["web"].name]) : "${name}/${group}" => { name = name, port = s.port }
    } if s.enabled
  ]...)
  type                     = "ingress"
  from_port                = each.value.port
  to_port                  = each.value.port
  protocol                 = "tcp"
  security_group_id        = aws_security_group.g[each.value.name].id
  source_security_group_id = aws_security_group.g["web"].id
}

resource "terraform_data" "answer" {
  for_each = aws_security_group.g
  input = {
    id    = each.value.id
    key   = each.key
    port  = "${each.value.id}:${var.services[each.key].port}"
    paths = [for s in values(var.services) : s.path]
  }
}
