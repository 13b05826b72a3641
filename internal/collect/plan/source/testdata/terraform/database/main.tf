module "db" {
  source     = "./db"
  identifier = "shop"
  groups     = [module.group.id]
  subnets    = aws_subnet.s[*].id
  kms        = aws_kms_key.k
}

module "group" {
  source = "./group"
}

resource "aws_kms_key" "k" {}

resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "s" {
  count      = 2
  vpc_id     = aws_vpc.v.id
  cidr_block = cidrsubnet(aws_vpc.v.cidr_block, 8, count.index)
}
