# What AWS makes ids and ARNs of: the name of a cluster in its ARN, the beginning of an id.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }

resource "aws_security_group" "a" { vpc_id = aws_vpc.a.id }

resource "aws_security_group" "b" { vpc_id = aws_vpc.a.id }

resource "aws_ecs_cluster" "named" { name = "shop" }

resource "aws_sns_topic" "a" { name = "alarms" }

resource "aws_lb" "a" {
  name    = "edge"
  subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
}

resource "aws_lb_target_group" "a" {
  name     = "app"
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.a.id
}

resource "aws_iam_role" "a" {
  name               = "reader"
  path               = "/services/"
  assume_role_policy = "{}"
}

resource "aws_cloudwatch_log_group" "a" { name = "/aws/ecs/app" }

locals {
  cluster = aws_ecs_cluster.named.arn
  rules = {
    own   = { from = "self" }
    other = { from = aws_security_group.b.id }
  }
}

resource "terraform_data" "answer" {
  input = {
    cluster     = split("/", local.cluster)[1]
    tried       = try(element(split("/", local.cluster), 1), "")
    by_id       = element(split("/", aws_ecs_cluster.named.id), 1)
    resource_id = "service/${split("/", local.cluster)[1]}/app"
    last        = reverse(split("/", local.cluster))[0]
    base        = basename(local.cluster)
    by_colon    = element(split(":", local.cluster), 5)
    service     = split(":", local.cluster)[2]
    topic       = element(split(":", aws_sns_topic.a.arn), 5)
    balancer    = split("/", aws_lb.a.arn)[2]
    group       = split("/", aws_lb_target_group.a.arn)[1]
    role        = basename(aws_iam_role.a.arn)
    is_cluster  = strcontains(local.cluster, ":cluster/")
    is_group    = startswith(aws_security_group.a.id, "sg-")
    is_subnet   = startswith(aws_security_group.a.id, "subnet-")
    same        = aws_security_group.a.id == "self"
    log_parts   = length(split("/", aws_cloudwatch_log_group.a.arn))
    log_base    = basename(aws_cloudwatch_log_group.a.arn)
    sources     = { for k, v in local.rules : k => v.from == "self" ? aws_security_group.a.id : v.from }
    by_lookup   = { for k, v in local.rules : k => lookup(v, "from", null) == "self" ? aws_security_group.a.id : lookup(v, "from", null) }
    account     = split(":", local.cluster)[4]
    is_role     = startswith(aws_iam_role.a.arn, "arn:aws:iam")
    without     = trimprefix(aws_security_group.a.id, "subnet-")
  }
}
