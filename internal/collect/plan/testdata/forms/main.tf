# Every form in which Terraform lets one write things. plan.json is its plan.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  region                      = var.region
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
provider "aws" {
  alias                       = "eu"
  region                      = "eu-west-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
variable "region" { default = "us-east-1" }
variable "secret" {
  type      = string
  sensitive = true
  default   = "s3cr3tvalue"
}
variable "size" {
  type    = string
  default = 5432
}
variable "rules" {
  type    = map(object({ port = number, cidrs = optional(list(string), ["10.0.0.0/8"]) }))
  default = { a = { port = 1 }, b = { port = 2, cidrs = ["10.1.0.0/16"] } }
}
variable "zones" {
  type    = set(string)
  default = ["b", "a", "b"]
}
locals {
  name   = "Shop-Prod"
  tags   = { Name = local.name, Empty = "", N = 5 }
  cidr   = "10.0.0.5/16"
  open   = { for k, r in var.rules : k => r }
  policy = <<-EOT
    { "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*", "Principal": {"AWS": "*"} } ] }
  EOT
}
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
  tags       = merge(local.tags, { X = null })
}
resource "aws_security_group" "sg" {
  provider = aws.eu
  name     = local.name
  vpc_id   = aws_vpc.v.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "TCP"
    cidr_blocks = ["0.0.0.0/0"]
  }
  ingress {
    from_port       = "80"
    to_port         = 80
    protocol        = 6
    security_groups = [aws_security_group.other.id]
  }
  dynamic "egress" {
    for_each = local.open
    content {
      from_port   = egress.value.port
      to_port     = egress.value.port
      protocol    = "tcp"
      cidr_blocks = egress.value.cidrs
    }
  }
  timeouts {
    create = "10m"
  }
  lifecycle {
    create_before_destroy = true
    ignore_changes        = [tags]
    precondition {
      condition     = length(local.name) > 0
      error_message = "x"
    }
  }
}
resource "aws_security_group" "other" {
  name_prefix = "x-"
  ingress     = []
  egress = [{
    from_port = 1, to_port = 2, protocol = "tcp", cidr_blocks = ["1.2.3.4/32"], description = "", ipv6_cidr_blocks = null, prefix_list_ids = null, security_groups = null, self = null
  }]
}
resource "aws_security_group" "const" {
  ingress {
    from_port   = 443
    to_port     = "443"
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
    description = "a $${x}"
  }
}
resource "aws_s3_bucket" "b" {
  bucket = lower(local.name)
}
resource "aws_iam_role_policy" "b" {
  role   = aws_iam_role.r.name
  policy = local.policy
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = ["sts:AssumeRole"], Effect = "Allow", Principal = { Service = ["ec2.amazonaws.com"] } }] })
  inline_policy {}
}
resource "aws_ecs_task_definition" "t" {
  family                = local.name
  container_definitions = jsonencode([{ name = local.name, image = "nginx", cpu = 10, memory = 20, essential = true, environment = [{ name = "B", value = local.name }, { name = "A", value = "x" }], portMappings = [{ containerPort = 80 }], unknownThing = 5, mountPoints = [] }])
  volume {
    name = "x"
    efs_volume_configuration {
      file_system_id = "fs-1"
      root_directory = "/"
    }
  }
}
resource "aws_db_instance" "d" {
  identifier            = lower(local.name)
  engine                = "postgres"
  instance_class        = "db.t3.micro"
  allocated_storage     = "20"
  username              = "u"
  password              = var.secret
  skip_final_snapshot   = true
  port                  = var.size
  max_allocated_storage = 0
  multi_az              = null
}
resource "aws_instance" "i" {
  for_each      = var.zones
  ami           = "ami-1"
  instance_type = "t3.micro"
  user_data     = "echo ${local.name} ${var.secret}"
  root_block_device { volume_size = 20 }
  ebs_block_device {
    device_name = "/dev/sdb"
    volume_size = 10
    tags        = local.tags
  }
  provisioner "local-exec" {
    command = "echo ${self.id}"
  }
  connection { host = self.public_ip }
}
resource "aws_route53_record" "r" {
  zone_id = "Z1"
  name    = "${lower(local.name)}.Example.com."
  type    = "A"
  ttl     = 60
  records = ["1.2.3.4"]
}
resource "aws_lb" "l" {
  count = var.region == "us-east-1" ? 2 : 0
  name  = "l${count.index}"
  dynamic "subnet_mapping" {
    for_each = toset(["subnet-1", "subnet-2"])
    content { subnet_id = subnet_mapping.value }
  }
  access_logs {
    bucket  = ""
    enabled = false
  }
}
resource "terraform_data" "x" {
  input            = { a = [aws_vpc.v.id, local.name], "b.c" = aws_vpc.v.tags["Name"] }
  triggers_replace = [aws_lb.l[*].arn, aws_lb.l.*.id, aws_instance.i["a"].id]
}
module "m" {
  source    = "./m"
  for_each  = { for z in var.zones : z => upper(z) }
  name      = each.value
  nothing   = null
  conf      = { a = local.name }
  providers = { aws = aws.eu }
}
module "n" {
  source = "./m"
  count  = 2
  name   = "n${count.index}"
}
check "c" {
  data "aws_region" "in_check" {}
  assert {
    condition     = data.aws_region.in_check.name != ""
    error_message = "no"
  }
}
ephemeral "aws_secretsmanager_secret_version" "e" {
  count     = 0
  secret_id = "x"
}
resource "aws_secretsmanager_secret_version" "wo" {
  secret_id                = "x"
  secret_string_wo         = "writeonlyhunter"
  secret_string_wo_version = 1
}
data "aws_iam_policy_document" "p" {
  dynamic "statement" {
    for_each = var.rules
    content { actions = ["s3:*"] }
  }
  statement {
    actions   = ["s3:GetObject"]
    resources = [aws_s3_bucket.b.arn, "${aws_s3_bucket.b.arn}/*"]
  }
}
output "o" {
  value     = [for k, m in module.m : m.out]
  sensitive = true
}
output "p" { value = module.n[1].out }
output "n" { value = null }
output "path" { value = "${path.module}/x/${terraform.workspace}" }
moved {
  from = aws_vpc.old
  to   = aws_vpc.v
}
removed {
  from = aws_vpc.gone
  lifecycle { destroy = false }
}
