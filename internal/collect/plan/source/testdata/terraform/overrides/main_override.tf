locals {
  id = aws_vpc.old.id
}

resource "aws_subnet" "s" {
  vpc_id = local.id
  timeouts {
    create = "2m"
  }
}
