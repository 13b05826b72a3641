# What references with an index or a key look like in plan JSON. index.json is its plan.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variable "given" {
  type    = list(string)
  default = ["subnet-1", "subnet-2"]
}

module "net" {
  source = "./net"
  zones  = ["a", "b"]
}

module "second" {
  source = "./net"
  zones  = ["a", "b"]
  ids    = module.net.counted
}

resource "aws_subnet" "own" {
  count      = 3
  vpc_id     = "vpc-1"
  cidr_block = cidrsubnet("10.3.0.0/16", 8, count.index)
}

resource "aws_lb" "whole" {
  name    = "whole"
  subnets = module.net.counted
}

resource "aws_lb" "first" {
  name    = "first"
  subnets = [module.net.counted[0]]
}

resource "aws_lb" "two" {
  name    = "two"
  subnets = [module.net.counted[0], module.net.counted[1]]
}

resource "aws_lb" "twice" {
  name    = "twice"
  subnets = [module.net.counted[1], module.net.counted[1]]
}

resource "aws_lb" "own" {
  name    = "own"
  subnets = [aws_subnet.own[2].id]
}

resource "aws_lb" "key" {
  name    = "key"
  subnets = [module.net.named["a"]]
}

resource "aws_lb" "named_list" {
  name    = "named-list"
  subnets = [module.net.named_list[0]]
}

resource "aws_lb" "literal_list" {
  name    = "literal-list"
  subnets = [module.net.both[1]]
}

resource "aws_lb" "nested" {
  name    = "nested"
  subnets = [module.net.nested.public[0]]
}

resource "aws_lb" "single" {
  name    = "single"
  subnets = [module.net.single[0]]
}

resource "aws_lb" "passed_on" {
  name    = "passed-on"
  subnets = [module.second.passed_on[0]]
}

resource "aws_lb" "passed_item" {
  name    = "passed-item"
  subnets = [module.second.passed_item]
}

resource "aws_lb" "beside_whole" {
  name    = "beside-whole"
  subnets = length(module.net.counted) > 0 ? [module.net.counted[0]] : []
}

resource "aws_lb" "each_value" {
  for_each = { front = { subnet = module.net.counted[0] }, back = { subnet = module.net.counted[1] } }
  name     = each.key
  subnets  = [each.value.subnet]
}

resource "aws_nat_gateway" "same_count" {
  count     = 2
  subnet_id = module.net.counted[count.index]
}

resource "aws_nat_gateway" "fewer" {
  count     = 2
  subnet_id = aws_subnet.own[count.index + 1].id
}

resource "aws_nat_gateway" "item" {
  subnet_id = module.net.counted[1]
}

resource "aws_nat_gateway" "guarded" {
  subnet_id = length(aws_subnet.own) > 0 ? aws_subnet.own[0].id : null
}

resource "aws_lb" "literal" {
  name    = "literal"
  subnets = [var.given[1], module.net.counted[0]]
}

resource "aws_lb" "each_key" {
  for_each = toset(["a", "b"])
  name     = "key-${each.key}"
  subnets  = [module.net.named[each.key]]
}

resource "aws_lb" "mapped" {
  name = "mapped"
  subnet_mapping {
    subnet_id = module.net.counted[0]
  }
  subnet_mapping {
    subnet_id = module.net.counted[1]
  }
}
