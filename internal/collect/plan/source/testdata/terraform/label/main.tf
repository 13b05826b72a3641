module "label" {
  source     = "./label"
  namespace  = "shop"
  stage      = "prod"
  attributes = ["db"]
  context    = module.base.context
}

module "base" {
  source = "./label"
  tags   = { Owner = aws_vpc.v.id }
}

module "off" {
  source = "./label"
  count  = 0
}

resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}

resource "terraform_data" "answer" {
  input = {
    id    = "${module.label.id}-${aws_vpc.v.id}"
    tags  = module.label.tags
    off   = length(module.off) == 0 ? aws_vpc.v.id : "on"
    one   = one(module.off[*].id) == null ? aws_vpc.v.id : "on"
    try   = try(module.off[0].id, aws_vpc.v.id)
  }
}

resource "aws_security_group" "g" {
  count  = module.label.enabled ? 1 : 0
  name   = module.label.id
  vpc_id = aws_vpc.v.id
  tags   = module.label.tags
}
