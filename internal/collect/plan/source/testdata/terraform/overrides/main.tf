resource "aws_vpc" "old" {
  cidr_block = "10.0.0.0/16"
}

moved {
  from = aws_vpc.older
  to   = aws_vpc.old
}

locals {
  id = "x"
}

resource "aws_subnet" "s" {
  vpc_id     = "vpc-1"
  cidr_block = "10.0.1.0/24"
  tags       = { Name = local.id }
  timeouts {
    create = "1m"
  }
}

variable "name" {
  default   = "hidden"
  sensitive = true
}

resource "terraform_data" "answer" {
  input = {
    sensitive = "${nonsensitive(var.name)}-${aws_vpc.old.id}"
    tags      = aws_subnet.s.tags
    arn       = split(":", "arn:aws:x:y")[1] == "aws" ? aws_subnet.s.arn : "none"
    path      = "${basename(path.module)}-${terraform.workspace}-${aws_vpc.old.id}"
  }
}
