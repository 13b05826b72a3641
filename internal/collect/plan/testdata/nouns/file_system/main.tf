# File systems: with all settings and two mount targets, left alone.
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = ["us-east-1a", "us-east-1b"][count.index]
}

resource "aws_security_group" "files" {
  name   = "files"
  vpc_id = aws_vpc.main.id
}

resource "aws_kms_key" "files" { enable_key_rotation = true }

resource "aws_efs_file_system" "files" {
  encrypted  = true
  kms_key_id = aws_kms_key.files.arn
  tags       = { Name = "files" }
}

resource "aws_efs_mount_target" "files" {
  count           = 2
  file_system_id  = aws_efs_file_system.files.id
  subnet_id       = aws_subnet.private[count.index].id
  security_groups = [aws_security_group.files.id]
}

resource "aws_efs_backup_policy" "files" {
  file_system_id = aws_efs_file_system.files.id
  backup_policy { status = "ENABLED" }
}

resource "aws_efs_file_system_policy" "files" {
  file_system_id = aws_efs_file_system.files.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = { AWS = "*" }, Action = "*",
  Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
}

resource "aws_efs_file_system" "plain" {}

resource "aws_efs_mount_target" "elsewhere" {
  file_system_id = "fs-0123456789abcdef0"
  subnet_id      = aws_subnet.private[0].id
}

variable "key" {
  type    = string
  default = null
}

resource "aws_efs_file_system" "by_variable" {
  creation_token = "by-variable"
  encrypted      = true
  kms_key_id     = var.key
}
