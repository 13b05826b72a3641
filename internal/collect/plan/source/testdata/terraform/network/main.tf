variable "azs" {
  default = ["us-east-1a", "us-east-1b"]
}
variable "private" {
  default = ["10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24"]
}
variable "public" {
  default = ["10.0.101.0/24", "10.0.102.0/24"]
}
variable "single_nat" {
  default = false
}
variable "create_igw" {
  default = true
}
variable "secondary" {
  type    = list(string)
  default = []
}

locals {
  longest = max(length(var.private), length(var.public))
  gates   = var.single_nat ? 1 : length(var.azs)
  vpc     = try(aws_vpc_ipv4_cidr_block_association.s[0].vpc_id, aws_vpc.v[0].id, "")
  public  = length(var.public) > 0
}

resource "aws_vpc" "v" {
  count      = 1
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc_ipv4_cidr_block_association" "s" {
  count      = length(var.secondary)
  vpc_id     = aws_vpc.v[0].id
  cidr_block = element(var.secondary, count.index)
}

resource "aws_subnet" "public" {
  count             = local.public ? length(var.public) : 0
  vpc_id            = local.vpc
  cidr_block        = element(concat(var.public, [""]), count.index)
  availability_zone = length(regexall("^[a-z]{2}-", element(var.azs, count.index))) > 0 ? element(var.azs, count.index) : null
  tags              = merge({ Name = format("shop-public-%s", element(var.azs, count.index)) }, { Vpc = local.vpc })
}

resource "aws_subnet" "private" {
  count             = length(var.private)
  vpc_id            = local.vpc
  cidr_block        = var.private[count.index]
  availability_zone = element(var.azs, count.index)
}

resource "aws_internet_gateway" "g" {
  count  = local.public && var.create_igw ? 1 : 0
  vpc_id = local.vpc
}

resource "aws_eip" "nat" {
  count  = local.gates
  domain = "vpc"
}

resource "aws_nat_gateway" "n" {
  count         = local.gates
  allocation_id = element(aws_eip.nat[*].id, var.single_nat ? 0 : count.index)
  subnet_id     = element(aws_subnet.public[*].id, var.single_nat ? 0 : count.index)
}

resource "aws_route_table" "public" {
  count  = local.public ? 1 : 0
  vpc_id = local.vpc
}

resource "aws_route_table" "private" {
  count  = local.gates
  vpc_id = local.vpc
}

resource "aws_route" "out" {
  count                  = local.public && var.create_igw ? 1 : 0
  route_table_id         = aws_route_table.public[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.g[0].id
}

resource "aws_route" "nat" {
  count                  = local.gates
  route_table_id         = element(aws_route_table.private[*].id, count.index)
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = element(aws_nat_gateway.n[*].id, count.index)
}

resource "aws_route_table_association" "public" {
  count          = local.public ? length(var.public) : 0
  subnet_id      = element(aws_subnet.public[*].id, count.index)
  route_table_id = aws_route_table.public[0].id
}

resource "aws_route_table_association" "private" {
  count          = length(var.private)
  subnet_id      = element(aws_subnet.private[*].id, count.index)
  route_table_id = element(aws_route_table.private[*].id, var.single_nat ? 0 : count.index)
}

resource "aws_network_acl" "private" {
  count      = length(var.private) > 0 ? 1 : 0
  vpc_id     = local.vpc
  subnet_ids = aws_subnet.private[*].id
}

resource "aws_db_subnet_group" "g" {
  name       = lower(coalesce(null, "Shop"))
  subnet_ids = [for s in aws_subnet.private : s.id if s.cidr_block != "10.0.3.0/24"]
}
