variable "zones" { type = list(string) }
variable "create" { type = bool }

resource "aws_vpc" "this" {
  count      = var.create ? 1 : 0
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "this" {
  for_each          = { for i, zone in var.zones : zone => i if var.create }
  vpc_id            = aws_vpc.this[0].id
  cidr_block        = cidrsubnet(aws_vpc.this[0].cidr_block, 8, each.value)
  availability_zone = "us-east-1${each.key}"
}

output "vpc" { value = try(aws_vpc.this[0].id, null) }
output "subnets" { value = [for zone in var.zones : aws_subnet.this[zone].id] }
output "by_zone" { value = { for zone, s in aws_subnet.this : zone => s.id } }
output "named" { value = aws_subnet.this }
