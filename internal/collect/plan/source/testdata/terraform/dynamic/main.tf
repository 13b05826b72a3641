variable "rules" {
  default = [
    { port = 80, cidrs = ["10.0.0.0/8"] },
    { port = 443, group = "web" },
    { port = 5432, group = "db", self = true },
  ]
}

resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "named" {
  for_each = toset(["web", "db"])
  name     = each.key
  vpc_id   = aws_vpc.v.id
}

resource "aws_security_group" "dynamic" {
  name   = "dynamic"
  vpc_id = aws_vpc.v.id
  dynamic "ingress" {
    for_each = var.rules
    iterator = rule
    content {
      from_port       = rule.value.port
      to_port         = rule.value.port
      protocol        = "tcp"
      cidr_blocks     = lookup(rule.value, "cidrs", null)
      security_groups = can(rule.value.group) ? [aws_security_group.named[rule.value.group].id] : null
      self            = lookup(rule.value, "self", null)
      description     = "${aws_vpc.v.id} ${rule.key}"
    }
  }
  dynamic "egress" {
    for_each = aws_security_group.named
    content {
      from_port       = 0
      to_port         = 0
      protocol        = "-1"
      security_groups = [egress.value.id]
    }
  }
}

resource "aws_lb_listener" "l" {
  load_balancer_arn = aws_lb.b.arn
  port              = 80
  dynamic "default_action" {
    for_each = [for g in [aws_lb_target_group.g] : g]
    content {
      type = "forward"
      dynamic "forward" {
        for_each = { (default_action.value.name) = default_action.value.arn }
        content {
          target_group {
            arn    = forward.value
            weight = 10
          }
        }
      }
    }
  }
}

resource "aws_lb" "b" {
  name            = "b"
  subnets         = ["subnet-1", "subnet-2"]
  security_groups = [for g in aws_security_group.named : g.id]
}

resource "aws_lb_target_group" "g" {
  name     = "g"
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.v.id
}
