# The secret that RDS keeps a master password in, handed on as public modules do.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

resource "aws_db_instance" "managed" {
  identifier                  = "shop"
  engine                      = "postgres"
  instance_class              = "db.t4g.small"
  allocated_storage           = 20
  username                    = "app"
  manage_master_user_password = true
  skip_final_snapshot         = true
}

resource "aws_rds_cluster" "managed" {
  cluster_identifier          = "shop"
  engine                      = "aurora-postgresql"
  master_username             = "app"
  manage_master_user_password = true
  skip_final_snapshot         = true
}

locals {
  arn = try(aws_db_instance.managed.master_user_secret[0].secret_arn, null)
  containers = {
    app = { secrets = [{ name = "DATABASE_URL", valueFrom = local.arn }] }
  }
}

resource "terraform_data" "answer" {
  input = {
    arn      = local.arn
    one      = one(aws_db_instance.managed.master_user_secret).secret_arn
    splat    = aws_rds_cluster.managed.master_user_secret[*].secret_arn
    for      = [for s in aws_rds_cluster.managed.master_user_secret : s.secret_arn]
    flat     = flatten([aws_rds_cluster.managed.master_user_secret, aws_db_instance.managed.master_user_secret])[*].secret_arn
    key      = "${local.arn}:password::"
    given    = local.arn != null ? "given" : "none"
    length   = length(aws_db_instance.managed.master_user_secret)
    document = jsonencode({ for k, v in { secrets = try(local.containers.app.secrets, []), user = null } : k => v if v != null })
  }
}
