# Tables: with all settings, left alone, encrypted with the key that AWS has for DynamoDB.
resource "aws_kms_key" "orders" { enable_key_rotation = true }

resource "aws_dynamodb_table" "orders" {
  name                        = "orders"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "id"
  deletion_protection_enabled = true
  attribute {
    name = "id"
    type = "S"
  }
  point_in_time_recovery { enabled = true }
  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.orders.arn
  }
}

resource "aws_dynamodb_table" "plain" {
  name           = "plain"
  hash_key       = "id"
  read_capacity  = 5
  write_capacity = 3
  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_dynamodb_table" "aws_key" {
  name         = "aws-key"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  server_side_encryption { enabled = true }
}
