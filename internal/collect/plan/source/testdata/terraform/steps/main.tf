# Steps into what is one of several, and into what only apply tells.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }

resource "aws_vpc" "b" { cidr_block = "10.1.0.0/16" }

locals {
  # Apply decides which, and they have different members.
  one = length(aws_vpc.a.id) > 2 ? { a = aws_vpc.a.id, b = "same" } : { a = "none", b = "same", c = "more" }
  # One member of each is not known.
  objects = [{ a = length(aws_vpc.a.id) > 2 ? ["x"] : ["y", "z"], b = "same" }]
  # Both have the same elements.
  list = length(aws_vpc.a.id) > 2 ? [{ id = aws_vpc.b.id }] : [{ id = aws_vpc.b.id, x = 1 }]
}

resource "terraform_data" "answer" {
  input = {
    same     = local.one.b
    differs  = local.one.a
    index    = local.one["b"]
    of_list  = local.list[0].id
    splat    = local.list[*].id
    all      = [for item in [local.one] : item.b]
    lone     = one(local.objects).b
    distinct = distinct(local.objects)[0].b
    set      = [for o in toset(local.objects) : o.b]
    merged   = merge(local.objects...).b
    flat     = flatten([local.objects, local.objects])[1].b
    joined   = length(concat(local.objects[0].a, ["more"]))
    last     = reverse(concat(local.objects[0].a, ["more"]))[0]
    key      = { for k, v in { "a" = "none", "b" = "same" } : k => local.one[k] }
    one_null = aws_vpc.a.id[*]
    empty    = null[*]
    fallback = try(local.one.missing, "none")
  }
}
