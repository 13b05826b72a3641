variable "zones" {
  type = list(string)
}

variable "ids" {
  type    = list(string)
  default = []
}

resource "aws_subnet" "counted" {
  count      = length(var.zones)
  vpc_id     = "vpc-1"
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
}

resource "aws_subnet" "named" {
  for_each   = toset(var.zones)
  vpc_id     = "vpc-1"
  cidr_block = cidrsubnet("10.1.0.0/16", 8, index(var.zones, each.value))
}

resource "aws_subnet" "single" {
  vpc_id     = "vpc-1"
  cidr_block = "10.2.0.0/24"
}

output "counted" {
  value = aws_subnet.counted[*].id
}

output "named" {
  value = { for zone, subnet in aws_subnet.named : zone => subnet.id }
}

output "named_list" {
  value = values(aws_subnet.named)[*].id
}

output "both" {
  value = [aws_subnet.counted[0].id, aws_subnet.single.id]
}

output "nested" {
  value = { public = aws_subnet.counted[*].id }
}

output "single" {
  value = [aws_subnet.single.id]
}

output "passed_on" {
  value = var.ids
}

output "passed_item" {
  value = try(var.ids[1], null)
}
