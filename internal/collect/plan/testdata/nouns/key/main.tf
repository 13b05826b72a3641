# Keys: of KMS, a replica of one, and of material of somebody's own, given and not; and a value that is handed on.
resource "aws_kms_key" "own" {
  enable_key_rotation = true
  multi_region        = true
}

resource "aws_kms_key" "off" { is_enabled = false }

resource "aws_kms_replica_key" "own" { primary_key_arn = aws_kms_key.own.arn }

resource "aws_kms_external_key" "given" { key_material_base64 = "c2l4dGVlbiBieXRlcyBvZiBtYXRlcmlhbCwgdHdpY2U=" }

resource "aws_kms_external_key" "awaited" {}

resource "terraform_data" "key" { input = aws_kms_external_key.given.arn }

resource "aws_sqs_queue" "jobs" {
  name              = "jobs"
  kms_master_key_id = terraform_data.key.output
}

resource "aws_sqs_queue" "copies" {
  name              = "copies"
  kms_master_key_id = aws_kms_replica_key.own.key_id
}
