variable "target_groups" {
  type = any
  default = {
    web = { port = 8080, health_check = { path = "/health" } }
    api = { name_prefix = "api-", protocol = "HTTPS", create_attachment = false }
  }
}
variable "listeners" {
  type = any
  default = {
    http  = { port = 80, redirect = { port = "443", protocol = "HTTPS", status_code = "HTTP_301" } }
    https = { port = 443, forward = { target_group_key = "web" }, rules = { api = { path = "/api/*", target_group_key = "api" } } }
    split = { port = 8443, weighted = [{ target_group_key = "web", weight = 90 }, { target_group_key = "api", weight = 10 }] }
  }
}

resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_lb" "this" {
  name    = "b"
  subnets = ["subnet-1", "subnet-2"]
}

resource "aws_lb_target_group" "this" {
  for_each    = { for k, v in var.target_groups : k => v if lookup(v, "create", true) }
  name        = try(each.value.name_prefix, null) == null ? try(each.value.name, each.key) : null
  name_prefix = try(each.value.name_prefix, null)
  port        = try(each.value.port, 80)
  protocol    = try(each.value.protocol, "HTTP")
  vpc_id      = try(each.value.vpc_id, aws_vpc.v.id)
  dynamic "health_check" {
    for_each = try([each.value.health_check], [])
    content {
      path = health_check.value.path
    }
  }
}

resource "aws_lb_listener" "this" {
  for_each          = var.listeners
  load_balancer_arn = aws_lb.this.arn
  port              = try(each.value.port, 443)
  protocol          = "HTTP"
  dynamic "default_action" {
    for_each = try([each.value.redirect], [])
    content {
      type = "redirect"
      redirect {
        port        = default_action.value.port
        protocol    = default_action.value.protocol
        status_code = default_action.value.status_code
      }
    }
  }
  dynamic "default_action" {
    for_each = try([each.value.forward], [])
    content {
      type             = "forward"
      target_group_arn = try(default_action.value.target_group_arn, aws_lb_target_group.this[default_action.value.target_group_key].arn, null)
    }
  }
  dynamic "default_action" {
    for_each = can(each.value.weighted) ? [each.value.weighted] : []
    content {
      type = "forward"
      forward {
        dynamic "target_group" {
          for_each = default_action.value
          content {
            arn    = aws_lb_target_group.this[target_group.value.target_group_key].arn
            weight = try(target_group.value.weight, null)
          }
        }
      }
    }
  }
}

locals {
  rules = flatten([
    for listener, l in var.listeners : [
      for rule, r in lookup(l, "rules", {}) : merge(r, { listener_key = listener, rule_key = rule })
    ]
  ])
}

resource "aws_lb_listener_rule" "this" {
  for_each     = { for r in local.rules : "${r.listener_key}/${r.rule_key}" => r }
  listener_arn = try(each.value.listener_arn, aws_lb_listener.this[each.value.listener_key].arn)
  priority     = try(each.value.priority, 10)
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.value.target_group_key].arn
  }
  condition {
    path_pattern { values = [each.value.path] }
  }
}

output "arns" {
  value = { for k, g in aws_lb_target_group.this : k => g.arn }
}
