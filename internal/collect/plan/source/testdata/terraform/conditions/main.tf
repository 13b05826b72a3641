locals {
  create = true
  none   = false
}

resource "aws_vpc" "made" {
  count      = local.create ? 1 : 0
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "other" {
  count      = local.none ? 1 : 0
  cidr_block = "10.1.0.0/16"
}

resource "terraform_data" "answer" {
  input = {
    try_first      = try(aws_vpc.made[0].id, aws_vpc.other[0].id, "")
    try_second     = try(aws_vpc.other[0].id, aws_vpc.made[0].id, "")
    try_none       = try(aws_vpc.other[0].id, "none")
    conditional    = local.create ? aws_vpc.made[0].id : "none"
    splat_element  = element(concat(aws_vpc.other[*].id, aws_vpc.made[*].id, [""]), 0)
    one            = one(aws_vpc.made[*].id)
    one_none       = one(aws_vpc.other[*].id)
    coalesced      = coalesce("", one(aws_vpc.made[*].id))
    coalesced_list = coalescelist(aws_vpc.other[*].id, aws_vpc.made[*].id)[0]
    joined         = join("", aws_vpc.made[*].id)
    joined_none    = join("", aws_vpc.other[*].id)
    can            = can(aws_vpc.other[0].id)
    can_made       = can(aws_vpc.made[0].id)
    length         = length(aws_vpc.made)
    not_empty      = aws_vpc.made[0].id != ""
  }
}
