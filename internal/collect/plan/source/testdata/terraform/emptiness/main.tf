variable "given" {
  type    = any
  default = []
}

resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_iam_role" "made" {
  count              = 0
  name               = "made"
  assume_role_policy = "{}"
}

resource "aws_iam_role" "r" {
  name               = "role"
  assume_role_policy = "{}"
}

resource "aws_ecs_cluster" "c" {
  name = "main"
}

resource "aws_ecs_service" "s" {
  name            = "app"
  cluster         = aws_ecs_cluster.c.id
  task_definition = "app:1"
}

locals {
  id  = aws_vpc.v.id
  arn = try([aws_iam_role.r.arn][0], tostring(var.given), "")
}

resource "terraform_data" "answer" {
  input = {
    chosen    = length(local.arn) > 0 ? local.arn : one(aws_iam_role.made[*]["arn"])
    turned    = 0 < length(local.id) ? local.id : "none"
    least     = length(local.id) >= 1 ? local.id : "none"
    none      = length(local.id) == 0 ? "none" : local.id
    some      = length(local.id) != 0 ? local.id : "none"
    below     = length(local.id) < 1 ? "none" : local.id
    less      = length(local.id) <= 0 ? "none" : local.id
    turned_le = 1 <= length(local.id) ? local.id : "none"
    many      = length(local.id) > 1000 ? "long" : local.id
    trimmed   = length(trimspace(local.id)) > 0 ? local.id : "none"
    missing   = length(join("", aws_iam_role.made[*].arn)) > 0 ? "there" : local.id
    both      = length(local.id) > 0 && length(local.arn) > 0 ? local.arn : "none"
    cluster   = basename(aws_ecs_service.s.cluster)
    split     = element(split("/", aws_ecs_service.s.cluster), 1)
    region    = split(":", aws_ecs_service.s.cluster)[2]
  }
}
