variable "subnet" {
  type    = string
  default = null
}

variable "optional" {
  type = object({
    name  = string
    id    = optional(string)
    port  = optional(number, 443)
    tags  = optional(map(string), {})
    inner = optional(object({ on = optional(bool, true) }), {})
  })
  default = { name = "x" }
}

resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}

locals {
  none = null
}

resource "terraform_data" "answer" {
  input = {
    coalesce    = coalesce(var.subnet, aws_vpc.v.id)
    conditional = var.subnet == null ? aws_vpc.v.id : var.subnet
    try         = try(var.optional.id, null) != null ? var.optional.id : aws_vpc.v.id
    port        = "${aws_vpc.v.id}:${var.optional.port}"
    inner       = var.optional.inner.on ? aws_vpc.v.id : "off"
    tags        = merge(var.optional.tags, { id = aws_vpc.v.id })
    compact     = compact([var.subnet, aws_vpc.v.id])
    for_null    = [for x in [var.subnet, aws_vpc.v.id] : x if x != null]
    list_or     = var.subnet != null ? [var.subnet] : [aws_vpc.v.id]
    wrapped     = [local.none, aws_vpc.v.id]
    object      = { a = local.none, b = aws_vpc.v.id }
    lookup      = lookup({ a = null }, "a", "x") == null ? aws_vpc.v.id : "x"
  }
}

resource "aws_subnet" "s" {
  vpc_id            = aws_vpc.v.id
  cidr_block        = cidrsubnet(aws_vpc.v.cidr_block, 8, 3)
  availability_zone = var.subnet
  tags              = { Vpc = aws_vpc.v.id, Zone = var.subnet }
}
