variable "edges" {
  default = {
    lb  = { world = [{ port = 443, cidrs = ["0.0.0.0/0"] }, { port = 80, cidrs = ["0.0.0.0/0"] }] }
    app = { lb = [{ port = 8080 }] }
    db  = { app = [{ port = 5432 }] }
  }
}

resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "this" {
  for_each    = var.edges
  name_prefix = "${each.key}-"
  vpc_id      = aws_vpc.v.id
}

locals {
  rules = flatten([
    for to, sources in var.edges : [
      for from, ports in sources : [
        for i, p in ports : {
          key   = join("-", [to, from, p.port])
          to    = to
          from  = from
          port  = p.port
          cidrs = lookup(p, "cidrs", [])
        }
      ]
    ]
  ])
  ids = { for name, g in aws_security_group.this : name => g.id }
}

resource "aws_vpc_security_group_ingress_rule" "by_group" {
  for_each                     = { for r in local.rules : r.key => r if length(r.cidrs) == 0 }
  security_group_id            = local.ids[each.value.to]
  referenced_security_group_id = local.ids[each.value.from]
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

resource "aws_vpc_security_group_ingress_rule" "by_cidr" {
  for_each          = merge([for r in local.rules : { for cidr in r.cidrs : "${r.key}-${cidr}" => merge(r, { cidr = cidr }) }]...)
  security_group_id = aws_security_group.this[each.value.to].id
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
}

resource "aws_security_group_rule" "product" {
  for_each                 = { for pair in setproduct(["lb", "app"], [80, 443]) : "${pair[0]}-${pair[1]}" => { group = pair[0], port = pair[1] } }
  type                     = "egress"
  protocol                 = "tcp"
  from_port                = each.value.port
  to_port                  = each.value.port
  security_group_id        = aws_security_group.this[each.value.group].id
  source_security_group_id = lookup(local.ids, each.value.group == "lb" ? "app" : "db", null)
}
