# Ways in which people write values.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "services" {
  type = map(object({
    port    = number
    public  = optional(bool, false)
    cpu     = optional(number, 256)
    allow   = optional(list(string), [])
    sidecar = optional(object({ image = string, port = optional(number, 9000) }))
    env     = optional(map(string), { STAGE = "prod" })
  }))
  default = {
    api    = { port = 3000, public = true, allow = ["lb"] }
    worker = { port = 4000, cpu = 512, sidecar = { image = "x" } }
  }
}

variable "create" {
  type    = bool
  default = true
}

variable "secret" {
  type      = string
  default   = "hunter2"
  sensitive = true
}

data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Base"
    actions   = ["s3:GetObject"]
    resources = ["${aws_sqs_queue.q[0].arn}/*"]
  }
}

data "aws_iam_policy_document" "all" {
  override_policy_documents = [jsonencode({ Statement = [{ Sid = "Base", Effect = "Allow", Action = "s3:PutObject", Resource = "*" }] })]
  dynamic "statement" {
    for_each = { for k, v in var.services : k => v if v.public }
    iterator = it
    content {
      sid       = title(it.key)
      actions   = ["sqs:SendMessage"]
      resources = [one(aws_sqs_queue.q[*].arn)]
      dynamic "condition" {
        for_each = it.value.allow
        content {
          test     = "StringEquals"
          variable = "aws:PrincipalTag/${condition.value}"
          values   = [aws_vpc.a.id]
        }
      }
    }
  }
}

resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }

resource "aws_sqs_queue" "q" {
  count = var.create ? 1 : 0
  name  = "jobs"
}

resource "aws_sqs_queue" "none" {
  count = var.create ? 0 : 1
  name  = "none"
}

resource "aws_subnet" "s" {
  count             = 4
  vpc_id            = aws_vpc.a.id
  cidr_block        = cidrsubnet(aws_vpc.a.cidr_block, 8, count.index)
  availability_zone = element(["us-east-1a", "us-east-1b"], count.index)
}

resource "aws_security_group" "g" {
  for_each = var.services
  name     = each.key
  vpc_id   = aws_vpc.a.id
}

resource "aws_lb_target_group" "t" {
  for_each = { for k, v in var.services : k => v if v.public }
  name     = each.key
  port     = each.value.port
  protocol = "HTTP"
  vpc_id   = one(toset(aws_subnet.s[*].vpc_id))
}

resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({})
}

module "outer" {
  source   = "./outer"
  for_each = var.services
  name     = each.key
  vpc_id   = aws_vpc.a.id
  subnets  = { for i, s in aws_subnet.s : s.cidr_block => { id = s.id, tier = i % 2 == 0 ? "even" : "odd" } }
  extra    = each.value.sidecar
}

module "toggled" {
  source  = "./outer"
  count   = var.create ? 1 : 0
  name    = "toggled"
  vpc_id  = module.outer["api"].vpc
  subnets = {}
}

locals {
  yaml     = yamldecode(file("${path.module}/data/rules.yaml"))
  json     = jsondecode(file("${path.module}/data/rules.json"))
  csv      = csvdecode(file("${path.module}/data/rules.csv"))
  tiers    = { for tier in ["even", "odd"] : tier => [for i, s in aws_subnet.s : s.id if(i % 2 == 0) == (tier == "even")] }
  by_zone  = { for s in aws_subnet.s : s.availability_zone => s.id... }
  defaults = { egress = { from = 0, to = 65535, cidr = "0.0.0.0/0" } }
  rules    = merge(local.defaults, { for k, v in var.services : "${k}-in" => { from = v.port, to = v.port, group = aws_security_group.g[k].id } })
  flat     = flatten([for k, v in var.services : [for a in concat(v.allow, ["self"]) : { key = "${k}:${a}", from = aws_security_group.g[k].id, port = v.port }]])
  keyed    = { for r in local.flat : r.key => r }
  zone_map = zipmap(["a", "b"], slice(aws_subnet.s[*].id, 0, 2))
  config   = var.create ? { role = aws_iam_role.r.arn, queue = aws_sqs_queue.q[0].arn } : null
  name     = format("%s-%s-%03d", "shop", terraform.workspace, 7)
}

resource "terraform_data" "answer" {
  input = {
    filtered        = [for s in aws_subnet.s : s.id if s.availability_zone == "us-east-1b"]
    tiers           = local.tiers
    tier_lookup     = lookup(local.tiers, "odd", [])
    by_zone         = local.by_zone["us-east-1a"][1]
    conditional_obj = (var.create ? { role = aws_iam_role.r.arn } : { role = null }).role
    ternary_null    = var.create ? null : aws_vpc.a.id
    ternary_null2   = var.create ? aws_vpc.a.id : null
    splat           = aws_subnet.s[*].id
    legacy_splat    = aws_subnet.s.*.id
    legacy_index    = aws_subnet.s.*.id[2]
    splat_values    = values(aws_security_group.g)[*].id
    one_count       = one(aws_sqs_queue.q[*].arn)
    one_none        = one(aws_sqs_queue.none[*].arn)
    try_none        = try(aws_sqs_queue.none[0].arn, aws_sqs_queue.q[0].arn)
    try_map         = try(aws_security_group.g["missing"].id, aws_security_group.g["api"].id)
    can_none        = can(aws_sqs_queue.none[0].arn) ? "there" : aws_sqs_queue.q[0].id
    coalesce_none   = coalesce(one(aws_sqs_queue.none[*].arn), one(aws_sqs_queue.q[*].arn))
    coalescelist    = coalescelist(aws_sqs_queue.none[*].arn, aws_sqs_queue.q[*].arn)
    concat_toggle   = concat(aws_sqs_queue.none[*].arn, aws_sqs_queue.q[*].arn, [""])[0]
    join_toggle     = join("", aws_sqs_queue.q[*].arn)
    element_concat  = element(concat(aws_sqs_queue.q[*].id, [""]), 0)
    compact         = compact([one(aws_sqs_queue.none[*].arn), "", one(aws_sqs_queue.q[*].arn)])
    deep            = module.outer["api"].middle.inner.ids
    deep_list       = [for k, m in module.outer : m.middle.inner.ids["even"][0]]
    deep_splat      = values(module.outer)[*].vpc
    deep_toggle     = module.toggled[0].vpc
    deep_one        = one(module.toggled[*].vpc)
    deep_name       = module.outer["worker"].middle.inner.label
    extra           = module.outer["worker"].extra
    extra_none      = module.outer["api"].extra
    rules           = local.rules
    rule_keys       = keys(local.rules)
    rule_group      = local.rules["api-in"].group
    rule_try        = try(local.rules["egress"].group, "none")
    keyed           = local.keyed["api:lb"].from
    zone_map        = local.zone_map["b"]
    config          = local.config.queue
    config_try      = try(local.config.missing, null) == null ? local.config.role : "x"
    yaml            = [for r in local.yaml.rules : { port = r.port, group = aws_security_group.g[r.service].id }]
    json            = { for r in local.json : r.service => aws_security_group.g[r.service].id if r.on }
    csv             = [for r in local.csv : aws_security_group.g[r.service].id if tobool(r.on)]
    template        = templatefile("${path.module}/data/env.tftpl", { groups = { for k, g in aws_security_group.g : k => g.id }, ports = var.services })
    document        = jsondecode(templatefile("${path.module}/data/doc.json.tftpl", { queue = aws_sqs_queue.q[0].arn, names = keys(var.services) }))
    policy          = data.aws_iam_policy_document.base.json
    replaced        = replace(aws_iam_role.r.arn, ":role/", ":policy/")
    regexed         = regex("[^/]+$", aws_sqs_queue.q[0].arn)
    split_arn       = element(split(":", aws_sqs_queue.q[0].arn), 5)
    split_last      = reverse(split("/", aws_iam_role.r.arn))[0]
    formatted       = format("%s/*", aws_sqs_queue.q[0].arn)
    formatlisted    = formatlist("%s:%d", values(aws_security_group.g)[*].id, [1, 2])
    sensitive       = nonsensitive(sensitive(aws_vpc.a.id))
    sensitive_var   = nonsensitive(var.secret)
    cidrs           = cidrsubnets(aws_vpc.a.cidr_block, 4, 4, 8)
    host            = cidrhost(aws_subnet.s[1].cidr_block, 5)
    matrix          = { for p in setproduct(keys(var.services), ["a", "b"]) : join("-", p) => aws_security_group.g[p[0]].id }
    chunked         = chunklist(aws_subnet.s[*].id, 2)[1][0]
    range_index     = [for i in range(length(aws_subnet.s)) : aws_subnet.s[(i + 1) % length(aws_subnet.s)].id]
    sorted          = [for k in sort(keys(aws_security_group.g)) : aws_security_group.g[k].id]
    transposed      = transpose({ for k, v in var.services : k => [tostring(v.port)] })
    merged_deep     = merge({ a = { id = aws_vpc.a.id } }, { b = { id = "x" } }).a.id
    merged_spread   = merge([for k, v in var.services : { (k) = aws_security_group.g[k].id }]...)
    anytrue         = anytrue([for k, v in var.services : v.public]) ? aws_vpc.a.id : "x"
    alltrue         = alltrue([for k, v in var.services : v.public]) ? "x" : aws_vpc.a.id
    contains        = contains([for s in aws_subnet.s : s.availability_zone], "us-east-1c") ? "x" : aws_vpc.a.id
    index           = aws_subnet.s[index(aws_subnet.s[*].availability_zone, "us-east-1b")].id
    matchkeys       = matchkeys(aws_subnet.s[*].id, aws_subnet.s[*].availability_zone, ["us-east-1b"])
    optional        = var.services["worker"].sidecar.port
    optional_none   = try(var.services["api"].sidecar.port, "none")
    heredoc         = <<-EOT
      %{for k, g in aws_security_group.g~}
      ${k}=${g.id}
      %{endfor~}
    EOT
    directive       = "%{if var.create}${aws_vpc.a.id}%{else}none%{endif}"
    escaped         = "$${not} ${aws_vpc.a.id} %%{if}"
    tuple_index     = ["a", aws_vpc.a.id][1]
    null_attr       = { a = null, b = aws_vpc.a.id }
    nested_for      = { for z in distinct(aws_subnet.s[*].availability_zone) : z => { for s in aws_subnet.s : s.cidr_block => s.id if s.availability_zone == z } }
    setsubtract     = [for k in setsubtract(keys(var.services), ["api"]) : aws_security_group.g[k].id]
    lookup_default  = lookup({ for k, g in aws_security_group.g : k => g.id }, "none", aws_vpc.a.id)
    base64          = base64encode("x") == "eA==" ? aws_vpc.a.id : "y"
    workspace       = "${terraform.workspace}-${aws_vpc.a.id}"
    strcontains     = strcontains(aws_sqs_queue.q[0].name, "job") ? aws_vpc.a.id : "y"
    name            = local.name
    upper           = upper("a") == "A" ? aws_vpc.a.id : "x"
    trim            = trimsuffix("${aws_vpc.a.id}.", ".")
    templatestring  = templatestring(local.name, {})
  }
}

resource "terraform_data" "counted" {
  count = length([for k, v in var.services : k if v.cpu > 256])
  input = { id = aws_subnet.s[count.index * 2 + 1].id, group = aws_security_group.g[keys(var.services)[count.index]].id }
}

resource "terraform_data" "each" {
  for_each = { for k, m in module.outer : k => m if k != "worker" }
  input    = { key = each.key, vpc = each.value.vpc, inner = each.value.middle.inner.ids.odd }
}

resource "terraform_data" "chained" {
  for_each = aws_security_group.g
  input    = "${each.value.id}:${each.key}"
}

resource "terraform_data" "p" {
  input = { role = aws_iam_role.r.name, policy = data.aws_iam_policy_document.all.json }
}

resource "aws_security_group_rule" "r" {
  for_each                 = local.keyed
  type                     = "ingress"
  from_port                = each.value.port
  to_port                  = each.value.port
  protocol                 = "tcp"
  security_group_id        = aws_security_group.g[split(":", each.key)[0]].id
  source_security_group_id = each.value.from
}

resource "aws_ecs_task_definition" "t" {
  for_each = var.services
  family   = each.key
  container_definitions = jsonencode(concat([
    merge({ name = each.key, cpu = each.value.cpu, environment = [for k, v in merge(each.value.env, { QUEUE = aws_sqs_queue.q[0].url }) : { name = k, value = v }] }, each.value.public ? { portMappings = [{ containerPort = each.value.port }] } : {})
    ], each.value.sidecar == null ? [] : [{ name = "sidecar", image = each.value.sidecar.image }]
  ))
}

resource "aws_ecs_service" "s" {
  for_each = var.services
  name     = each.key
  dynamic "load_balancer" {
    for_each = each.value.public ? [aws_lb_target_group.t[each.key]] : []
    content {
      target_group_arn = load_balancer.value.arn
      container_name   = each.key
      container_port   = each.value.port
    }
  }
  network_configuration {
    subnets         = local.tiers[each.value.public ? "even" : "odd"]
    security_groups = [aws_security_group.g[each.key].id]
  }
}
