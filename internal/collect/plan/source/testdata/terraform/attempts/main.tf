# What `try` and `can` take where parts are known after apply: the first that cannot fail.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "definitions" {
  type    = any
  default = {}
}

resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }

resource "aws_subnet" "a" {
  count      = 2
  vpc_id     = aws_vpc.a.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
}

resource "aws_subnet" "none" {
  count      = 0
  vpc_id     = aws_vpc.a.id
  cidr_block = "10.0.9.0/24"
}

locals {
  definitions = {
    app = {
      image   = "${aws_vpc.a.id}.example/app:1"
      secrets = [{ name = "A", valueFrom = aws_vpc.a.id }]
      nested  = { ids = aws_subnet.a[*].id }
    }
    worker = { image = "b" }
  }
  defaults = { secrets = [], nested = { ids = [] } }
}

resource "terraform_data" "answer" {
  input = {
    secrets   = { for k, v in local.definitions : k => try(v.secrets, local.defaults.secrets, []) }
    nested    = { for k, v in local.definitions : k => try(v.nested.ids, local.defaults.nested.ids) }
    index     = { for k, v in local.definitions : k => try(v["secrets"], "none") }
    first     = { for k, v in local.definitions : k => try(v.secrets[0].valueFrom, "none") }
    object    = try({ a = aws_vpc.a.id, b = local.definitions.app.secrets }, null)
    list      = try([aws_vpc.a.id, local.definitions.none], ["none"])
    splat     = try(aws_subnet.a[*].id, [])
    none      = try(aws_subnet.none[0].id, aws_subnet.a[0].id, null)
    merged    = try(merge(local.defaults, local.definitions.app), {})
    joined    = try(concat(local.definitions.app.secrets, []), [])
    can       = can(local.definitions.app.secrets)
    cannot    = can(local.definitions.worker.secrets)
    within    = try(try(local.definitions.worker.secrets, local.definitions.app.secrets), "none")
    kept      = { for k, v in { secrets = local.definitions.app.secrets, none = null, image = local.definitions.app.image } : k => v if v != null }
    stripped  = { for k, v in { secrets = try(local.definitions.app.secrets, []), user = null, id = aws_vpc.a.id } : k => v if v != null }
    lengths   = length(try(local.definitions.app.secrets, [])) > 0 ? "some" : "none"
    looked_up = try(lookup(local.definitions.app, "secrets", null), null)
  }
}
