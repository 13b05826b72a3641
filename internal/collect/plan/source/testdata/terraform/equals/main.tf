# How many different values there are among those that only apply tells.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }

resource "aws_subnet" "s" {
  count      = 3
  vpc_id     = aws_vpc.a.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
}

resource "aws_security_group" "g" {
  for_each = toset(["a", "b"])
  name     = each.key
  vpc_id   = aws_subnet.s[0].vpc_id
}

resource "terraform_data" "answer" {
  input = {
    copies        = length(distinct(aws_subnet.s[*].vpc_id))
    copies_set    = length(toset(concat(aws_subnet.s[*].vpc_id, values(aws_security_group.g)[*].vpc_id)))
    copies_union  = length(setunion(aws_subnet.s[*].vpc_id, [aws_vpc.a.id]))
    copies_groups = length({ for s in aws_subnet.s : s.vpc_id => s.id... })
    only          = one(distinct(aws_subnet.s[*].vpc_id))
    only_set      = one(toset(aws_subnet.s[*].vpc_id))
    first         = distinct(aws_subnet.s[*].vpc_id)[0]
    same          = aws_subnet.s[0].vpc_id == aws_subnet.s[1].vpc_id
    of_one        = length(distinct(aws_subnet.s[*].vpc_id)) == 1 ? aws_vpc.a.id : null
    ids           = length(distinct(aws_subnet.s[*].id))
    ids_groups    = length({ for s in aws_subnet.s : s.id => s.vpc_id... })
    differ        = aws_subnet.s[0].id == aws_subnet.s[1].id
    groups        = length(setunion(values(aws_security_group.g)[*].id, [aws_security_group.g["a"].id]))
    zones         = length(distinct(aws_subnet.s[*].availability_zone))
    zones_set     = length(toset(aws_subnet.s[*].availability_zone))
    zones_union   = length(setunion(aws_subnet.s[*].availability_zone, ["us-east-1a"]))
    zones_groups  = length({ for s in aws_subnet.s : s.availability_zone => s.id... })
    spread        = length(distinct(aws_subnet.s[*].availability_zone)) > 1
    second_zone   = distinct(aws_subnet.s[*].availability_zone)[1]
  }
}
