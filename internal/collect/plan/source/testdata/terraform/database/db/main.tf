variable "identifier" { type = string }
variable "groups" {
  type    = list(string)
  default = null
}
variable "subnets" { type = list(string) }
variable "subnet_group" {
  type    = string
  default = null
}
variable "kms" { type = any }
variable "replicas" {
  type    = map(object({ class = optional(string, "db.t4g.micro") }))
  default = { one = {}, two = { class = "db.t4g.small" } }
}
variable "monitoring_role_arn" {
  type    = string
  default = null
}

locals {
  create_group = var.subnet_group == null
  subnet_group = local.create_group ? aws_db_subnet_group.this[0].name : var.subnet_group
  master       = concat(aws_db_instance.this, [null])[0]
  role         = var.monitoring_role_arn != null ? var.monitoring_role_arn : one(aws_iam_role.monitoring[*].arn)
}

resource "aws_iam_role" "monitoring" {
  count              = var.monitoring_role_arn == null ? 1 : 0
  name_prefix        = "rds-"
  assume_role_policy = "{}"
}

resource "aws_db_subnet_group" "this" {
  count       = local.create_group ? 1 : 0
  name_prefix = "${var.identifier}-"
  subnet_ids  = var.subnets
}

resource "aws_db_instance" "this" {
  count                  = 1
  identifier             = var.identifier
  instance_class         = "db.t4g.micro"
  kms_key_id             = lookup(var.kms, "arn", null)
  storage_encrypted      = true
  engine                 = "postgres"
  allocated_storage      = 20
  username               = "u"
  db_subnet_group_name   = local.subnet_group
  vpc_security_group_ids = compact(coalescelist(var.groups, ["none"]))
  monitoring_interval    = 60
  monitoring_role_arn    = local.role
}

resource "aws_db_instance" "replica" {
  for_each               = var.replicas
  identifier             = "${var.identifier}-${each.key}"
  instance_class         = each.value.class
  replicate_source_db    = local.master.identifier
  kms_key_id             = local.master.kms_key_id
  vpc_security_group_ids = local.master.vpc_security_group_ids
  availability_zone      = local.master == null ? "x" : null
}

output "id" { value = try(aws_db_instance.this[0].id, null) }
